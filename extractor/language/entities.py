"""Named entities by a model (natasha), for running text where no rule decides; loaded once, on first use.

The model takes 0.6 s to load and 100 MB beside the dictionary of pymorphy2; on one core it reads 140,000 characters
a second of whole texts and 70,000 of single paragraphs, a twentieth of what the rules for names do. So whoever calls it
counts: :func:`calls` says how often it was asked. It was trained on today's news: initials lose their last full stop,
capitals and the old spelling mislead it. Hence what it calls a person is read again by those rules, in
:func:`names_by_model`. Where several processes share the cores, set ``OMP_NUM_THREADS=1``, or they wait for each other.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from extractor.language.names import NameMention, find_names
from extractor.language.ordinary import ORDINARY, UNKNOWN, is_given, is_patronymic, norm_of, rank
from extractor.language.runs import clean_word

Kind = Literal["PER", "LOC", "ORG"]

#: A longer text goes to the model in pieces: half a million characters at once took 820 MB more, in pieces 70 MB.
_PIECE = 10_000
_WORD = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_TITLES = frozenset(("тов", "тт", "гр", "гражд", "товарищ"))
_INITIAL_AT_END = re.compile(r"(?<!\w)[А-ЯЁІѲ]$")

_calls = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: half-open offsets into the text, PER, LOC or ORG, and its words."""

    start: int
    stop: int
    kind: Kind
    text: str


def calls() -> int:
    """Say how many texts this process has given to the model."""
    return _calls


def find_entities(text: str) -> list[Entity]:
    """Find persons, places and bodies named in a text, from left to right.

    >>> [(e.kind, e.text) for e in find_entities("Комиссия Пермского горсовета направила Анну Котову в Кунгур.")]
    [('ORG', 'Пермского горсовета'), ('PER', 'Анну Котову'), ('LOC', 'Кунгур')]
    """
    global _calls
    if not text.strip():
        return []
    _calls += 1
    pieces = list(_cut(text))
    found = []
    for (start, _), markup in zip(pieces, _tagger().map([piece for _, piece in pieces]), strict=True):
        for span in markup.spans:
            left, right = start + span.start, start + span.stop
            found.append(Entity(left, right, span.type, text[left:right]))
    return found


def names_by_model(text: str) -> list[NameMention]:
    """Find the persons that the model sees, their parts told apart by the rules for names.

    >>> [(m.surname, m.given) for m in names_by_model("Вопрос о пенсии подняла Олеся Черных, а Ветошкин промолчал.")]
    [('Черных', 'Олеся'), ('Ветошкин', None)]
    """
    names: list[NameMention] = []
    for entity in find_entities(text):
        if entity.kind == "PER":
            names.extend(_read(text, entity.start, _close(text, entity.stop)))
    return names


def _read(text: str, start: int, stop: int) -> list[NameMention]:
    """Read a span as names by the rules; where they see bare surnames at best, as one name of two or three words."""
    by_rules = [name for name in find_names(text[start:stop], bare=True) if norm_of(name.surname) not in _TITLES]
    if all(name.rule == "name.bare" for name in by_rules):
        whole = _whole(text[start:stop])
        by_rules = [whole] if whole else by_rules
    return [replace(name, start=start + name.start, stop=start + name.stop, rule="name.model") for name in by_rules]


def _whole(part: str) -> NameMention | None:
    """Read two or three words side by side as one name («Юрко Дарья»), a lone one as a surname."""
    words = list(_WORD.finditer(part))
    norms = [norm_of(word.group()) for word in words]
    if not 0 < len(words) < 4 or norms[0] in _TITLES or part[words[0].start() : words[-1].end()] != " ".join(word.group() for word in words):
        return None
    ranks = [rank(norm) for norm in norms]
    strong = all(mine >= UNKNOWN for mine in ranks) or any(map(is_given, norms))
    if not strong and len(words) > 1 or any(mine == ORDINARY and not is_given(norm) for mine, norm in zip(ranks, norms, strict=True)):
        return None
    parts: list[str | None] = [clean_word(word.group()) for word in words]
    given_first = is_patronymic(norms[1]) if len(parts) == 3 else len(parts) == 2 and (is_given(norms[0]), ranks[1]) > (is_given(norms[1]), ranks[0])
    if given_first:
        parts = [parts[-1], *parts[:-1]]
    surname, given, patronymic = [*parts, None, None][:3]
    order = "bare" if given is None else "initials_first" if given_first else "surname_first"
    return NameMention(words[0].start(), words[-1].end(), surname or "", given, patronymic, None, order, "name.model")


def _close(text: str, stop: int) -> int:
    """Take the full stop of a last initial in, which the model leaves off («Гринько Е.В»)."""
    return stop + 1 if text[stop : stop + 1] == "." and _INITIAL_AT_END.search(text, max(0, stop - 2), stop) else stop


def _cut(text: str) -> Iterator[tuple[int, str]]:
    """Cut a long text into pieces, at the end of a line, sentence or word, with the offset of each; blank ones are left out."""
    start = 0
    while start < len(text):
        piece = text[start : start + _PIECE]
        if start + _PIECE < len(text):
            at = next((at for at in map(piece.rfind, ("\n", ". ", " ")) if at > 0), _PIECE)
            piece = piece[: at + 1]
        if piece.strip():
            yield start, piece
        start += len(piece)


@lru_cache(maxsize=1)
def _tagger() -> Any:
    """Load the model: its own tokens (razdel's) are all it needs, sentences would change nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from natasha import NewsEmbedding, NewsNERTagger

        return NewsNERTagger(NewsEmbedding())
