"""A person as the record holds it: the leaves of a Person, and how its words are trimmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from extractor.language import normal_re as re
from extractor.language.names import NameMention, set_nominative
from extractor.language.nominative import is_declined
from extractor.markup import Markup
from extractor.model import Block, Finding

Slice = tuple[int, int]
Draft = dict[str, Any]

_EDGE = " \t,;:.-–—/|_"


def trim(text: str, start: int, stop: int, edge: str = _EDGE) -> Slice:
    """Narrow a slice to leave off signs at its edges; the stop of an abbreviation stays.

    >>> trim(", ведущий специалист УО;", 0, 24)
    (2, 23)
    """
    while start < stop and (text[start] in edge or text[start : start + 2] in ("ъ ", "Ъ ")):
        start += 1
    while stop > start and text[stop - 1] in edge:
        if text[stop - 1] == "." and _is_abbreviation(text[start:stop]):
            break
        stop -= 1
    return start, stop


def unquote(text: str) -> str:
    """Leave off quotation marks that hold the whole text, or that open it and never close.

    >>> unquote("«Лес»"), unquote("«Лес» и «Поле»"), unquote("«Лес и поле")
    ('Лес', '«Лес» и «Поле»', 'Лес и поле')
    """
    if text[:1] in "«\"„“" and text[-1:] in "»\"“”" and (text.count("«") <= 1 or not re.search(r"»[^»]*«", text)):
        inner = text[1:-1]
        return inner if inner.count("«") == inner.count("»") or text.count("«") != text.count("»") else text
    if text[:1] == "«" and text.count("«") == text.count("»") + 1:
        return text[1:]
    return text


_ABBREVIATION = re.compile(r"(?:^|[\s.«\"(-])(?:[А-ЯЁA-ZІѲ]|г|гг|р|руб|преп|отд|инж|зав|зам|акад|коп|им|проф|доц|канд|чел|экз|свящ|прот|диак|діак|псал|млн|тыс|проц|ул|стр|т\. ?п|т\. ?д|н|др|пр|ст|св|о|б|в|ч|л|д-р)\.$")


def _is_abbreviation(text: str) -> bool:
    return _ABBREVIATION.search(text, max(0, len(text) - 12)) is not None  # none is longer


_TITLES = re.compile(
    r"(?<!\w)(?:(?:т\. ?т|тт|т|тов|товарищ(?!еств)\w*|гр|г-н|г-жа|г-ка|гр-ка|гр-н|гражд|граждан\w+|господин\w*|гг|г|о(?=\.))\.?[ ]*)+$"
)


def without_titles(block: Block, start: int, stop: int) -> int:
    """Return where the words before a name end, its titles («т.», «гр-ка») left off.

    >>> from extractor.layout.outline import outline
    >>> from extractor.model import Source
    >>> without_titles(outline(Source("п.txt", "завхоз т. Скок"))[0], 0, 10)
    7
    """
    found = _TITLES.search(block.norm, start, stop)
    return found.start() if found else stop


_MANY = 200
_BY_STEM: WeakKeyDictionary[Markup, dict[str, list[NameMention]]] = WeakKeyDictionary()


def _known_like(markup: Markup, name: NameMention) -> Sequence[NameMention]:
    """Names of the document that help to decline this one: all, or of very many those that begin like it."""
    known = markup.known_names()
    if len(known) <= _MANY:
        return known
    if markup not in _BY_STEM:
        stems = _BY_STEM.setdefault(markup, {})
        unlike = {(other.surname, other.given, other.patronymic): other for other in known}
        for other in unlike.values():
            stems.setdefault(other.surname[:3].lower(), []).append(other)
    return [*_BY_STEM[markup].get(name.surname[:3].lower(), [])[:60], *known[:40]]


def person_draft(markup: Markup, block: Block, name: NameMention, *, case: str | None, position: Slice | None = None,
                 position_block: Block | None = None, rule: str = "people.name") -> Draft:
    """Return the leaves of a Person: names in the nominative, the position as written."""
    person = set_nominative(name, case=case, known=_known_like(markup, name) if is_declined(name, case) else ())
    spans = block.spans(name.start, name.stop)
    where = position_block or block
    post = where.text[slice(*position)] if position else None
    return {
        "name": Finding(person.name, spans, rule),
        "surname": Finding(person.surname or person.given or person.name, spans, rule),
        "given": Finding(person.given, spans, rule),
        "patronymic": Finding(person.patronymic, spans, rule),
        "position": Finding(post, where.spans(*position) if position else (), rule),
    }
