"""An evaluation as a plain table and as one page of HTML that needs neither network nor scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from extractor.evaluate.compare import CORE, pair
from extractor.evaluate.same import BALLOT, likeness

if TYPE_CHECKING:
    from extractor.evaluate import DocumentScore, Error, Evaluation, FieldScore, GroupScore

_RU = {
    "title": "Записи и эталон", "field": "поле", "precision": "точность", "recall": "полнота", "f1": "F1",
    "strict": "F1 строго", "gold": "в эталоне", "got": "прочитано", "documents": "документов", "document": "документ",
    "core": "ядро", "strict_core": "ядро строго", "overall": "все поля", "perfect": "без ошибок", "errors": "ошибки",
    "genre": "жанр", "genres": "По жанрам", "decade": "десятилетие", "decades": "По десятилетиям", "year": "год",
    "fields": "По полям", "by_document": "По документам", "unknown": "не указано", "protocol": "протокол",
    "ignored": "записи без эталона", "none": "Ошибок нет.", "yes": "есть", "for": "за", "against": "против",
    "abstained": "воздержались", "unanimous": "единогласно", "majority": "большинством",
    "note": "Мягко: в тексте совпали девять слов из десяти, в имени — фамилия и инициалы. "
            "Строго: всё до буквы. Жирным — поля ядра.",
}  # fmt: skip
_EN = {
    "title": "Records against gold", "field": "field", "precision": "precision", "recall": "recall", "f1": "F1",
    "strict": "strict F1", "gold": "gold", "got": "got", "documents": "documents", "document": "document",
    "core": "core", "strict_core": "strict core", "overall": "overall", "perfect": "perfect", "errors": "errors",
    "genre": "genre", "genres": "By genre", "decade": "decade", "decades": "By decade", "year": "year",
    "fields": "By field", "by_document": "By document", "unknown": "not known", "protocol": "protocol",
    "ignored": "records without gold", "none": "No errors.", "yes": "is there", "for": "for", "against": "against",
    "abstained": "abstained", "unanimous": "unanimous", "majority": "by majority",
    "note": "Soft: nine words of ten agree, in a name the surname and the initials. "
            "Strict: every letter. Bold: core fields.",
}  # fmt: skip
_NAMES = {
    "protocols": "протоколы", "date": "дата", "date_end": "последний день", "date_old_style": "дата по старому стилю",
    "time_start": "начало", "time_end": "конец", "attendee_count": "число присутствующих",
    "absentee_count": "число отсутствующих", "number": "номер", "kind": "вид", "title": "название",
    "organization": "организация", "place": "место", "topic": "тема", "chair": "председатель", "secretary": "секретарь",
    "attendees": "присутствующие", "absentees": "отсутствующие", "position": "должность", "role": "роль",
    "count": "число", "reason": "причина", "reason_text": "причина в словах", "agenda": "повестка",
    "speakers": "докладчики", "decisions": "решения", "depth": "глубина", "agenda_item": "вопрос повестки",
    "deadline": "срок", "deadline_text": "срок в словах", "votes": "голоса", "responsible": "ответственные",
    "signatures": "подписи", "attachments": "приложения",
}  # fmt: skip
_STYLE = """
:root{color-scheme:light dark}body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}
th,td{padding:.25rem .6rem;text-align:left;vertical-align:top;
border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent)}td.n,th.n{text-align:right;
font-variant-numeric:tabular-nums;white-space:nowrap}dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem}dt{opacity:.7}
dd{margin:0;font-size:1.5rem}.bar{display:inline-block;width:5rem;height:.6rem;margin-left:.6rem;background:#8884}
.bar i{display:block;height:100%;background:#2a7}.errors{table-layout:fixed}.errors td{overflow-wrap:anywhere}
.errors th:first-child{width:13rem}.gold{background:#2a71}.got{background:#c331}.absent{opacity:.5}
@media print{.bar i{print-color-adjust:exact}}
"""


def format_table(evaluation: Evaluation, lang: str = "ru") -> str:
    """A table for the terminal: a line a field, core fields with a star, the figures of the whole below."""
    t = _texts(lang)
    heads = (t["precision"], t["recall"], t["f1"], t["strict"], t["gold"])
    lines = [f"{t['field']:<28}" + "".join(f"{head:>11}" for head in heads)]
    for field in evaluation.fields:
        soft = field.soft
        figures = f"{soft.precision:11.3f}{soft.recall:11.3f}{soft.f1:11.3f}{field.strict.f1:11.3f}{soft.gold:11d}"
        lines.append(f"{'*' if field.name in CORE else ' '}{field.name:<27}{figures}")
    lines.append("  ".join(f"{t[name]} {figure}" for name, figure in _summary(evaluation)))
    return "\n".join(lines)


def show(value: Any, lang: str = "ru") -> str:
    """A value as one line of text.

    >>> show({"name": "Быкова Э. Я.", "surname": "Быкова", "position": "методист"})
    'Быкова Э. Я., методист'
    >>> show({"number": "2", "text": "Обязать завком"}), show({"for": 5, "against": 0, "unanimous": False})
    ('2. Обязать завком', 'за 5, против 0, большинством')
    """
    if isinstance(value, Mapping):
        return _show_votes(value, lang) if any(key in value for key in BALLOT) else _show_object(value)
    if value is True:
        return _texts(lang)["yes"]
    return "—" if value is None else str(value)


def _show_object(value: Mapping[str, Any]) -> str:
    """A matter or decision with its number, a group with its count, a person with the position, else JSON."""
    text = value.get("title") or value.get("text")
    if text:
        return f"{value['number']}. {text}" if value.get("number") else str(text)
    if value.get("description"):
        return f"{value['description']} × {value['count']}" if value.get("count") else str(value["description"])
    name = value.get("name") or " ".join(filter(None, map(value.get, ("surname", "given", "patronymic"))))
    if name:
        return f"{name}, {value['position']}" if value.get("position") else str(name)
    return json.dumps(value, ensure_ascii=False, default=str)


def _show_votes(votes: Mapping[str, Any], lang: str) -> str:
    t = _texts(lang)
    said = [f"{t[key]} {votes[key]}" for key in BALLOT[:3] if votes.get(key) is not None]
    if votes.get("unanimous") is not None:
        said.append(t["unanimous"] if votes["unanimous"] else t["majority"])
    return ", ".join(said)


def beside(errors: Iterable[Error]) -> list[tuple[Error, Any, Any]]:
    """Errors with gold and got side by side: a missed value with the invented one of its field that is most like it."""
    found = []
    for _, group in groupby(sorted(errors, key=_place), key=_place):
        rows = list(group)
        missed, invented = [e for e in rows if e.got is None], [e for e in rows if e.gold is None]
        found += [(e, e.gold, e.got) for e in rows if e.gold is not None and e.got is not None]
        near = pair(missed, invented, _near, lambda a, b: likeness(show(a.gold), show(b.got)))
        found += [(a or b, a and a.gold, b and b.got) for a, b in near]
    return found


def _place(error: Error) -> tuple[int, str]:
    return error.part, error.field


def _near(missed: Error, invented: Error) -> bool:
    return likeness(show(missed.gold), show(invented.got)) >= 0.4


def render_html(evaluation: Evaluation, lang: str = "ru") -> str:
    """A page that stands alone: the whole, fields, documents (worst first), genres, decades and every error."""
    t = _texts(lang)
    numbers = {document.name: at for at, document in enumerate(evaluation.documents, 1)}
    parts = [
        f"<h1>{t['title']}</h1><dl>",
        *(f"<div><dt>{t[name]}</dt><dd>{figure}</dd></div>" for name, figure in _summary(evaluation)),
        f"</dl><p>{t['note']}</p>",
        _ignored(evaluation, t),
        f"<h2>{t['fields']}</h2>", _fields(evaluation.fields, t),
        f"<h2>{t['by_document']}</h2>", _documents(evaluation.documents, numbers, t),
        f"<h2>{t['genres']}</h2>", _groups(evaluation.genres, t["genre"], t, ""),
        f"<h2>{t['decades']}</h2>", _groups(evaluation.decades, t["decade"], t, "-е" if t is _RU else "s"),
        f"<h2>{t['errors'].capitalize()}</h2>",
        *(_errors(document, numbers[document.name], t, lang) for document in evaluation.documents if document.errors),
        "" if evaluation.errors else f"<p>{t['none']}</p>",
    ]  # fmt: skip
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{t["title"]}</title>'
    body = "\n".join(filter(None, parts))
    top = f'<!doctype html>\n<html lang="{"en" if lang == "en" else "ru"}">\n<head>{head}<style>{_STYLE}</style></head>'
    return f"{top}\n<body>\n{body}\n</body>\n</html>\n"


def _texts(lang: str) -> dict[str, str]:
    return _EN if lang == "en" else _RU


def _summary(evaluation: Evaluation) -> list[tuple[str, str]]:
    figures = [(name, f"{getattr(evaluation, name):.3f}") for name in ("overall", "core", "strict_core", "perfect")]
    return [("documents", str(len(evaluation.documents))), *figures]


def _ignored(evaluation: Evaluation, t: Mapping[str, str]) -> str:
    names = ", ".join(escape(name) or "?" for name in evaluation.ignored)
    return f"<p>{t['ignored']}: {names}</p>" if names else ""


def _number(value: float, bar: bool = True) -> str:
    drawn = f'<span class="bar" aria-hidden="true"><i style="width:{100 * value:.0f}%"></i></span>' if bar else ""
    return f'<td class="n">{value:.3f}{drawn}</td>'


def _table(heads: Iterable[str], rows: Iterable[str], words: int = 1, style: str = "") -> str:
    """A table whose first columns are ``words`` and the others numbers."""
    head = "".join(f"<th>{name}</th>" if at < words else f'<th class="n">{name}</th>' for at, name in enumerate(heads))
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table{style}><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"


def _name(field: str, t: Mapping[str, str]) -> str:
    """The name of a field; on a Russian page in Russian, with the key of the record beside it."""
    told = ": ".join(_NAMES.get(key, key) for key in field.split("."))
    return escape(field) if t is _EN else f"{escape(told)} <small>{escape(field)}</small>"


def _fields(fields: Iterable[FieldScore], t: Mapping[str, str]) -> str:
    def row(field: FieldScore) -> str:
        name = _name(field.name, t)
        name = f"<strong>{name}</strong>" if field.name in CORE else name
        ratios = _number(field.soft.precision, bar=False) + _number(field.soft.recall, bar=False)
        bars = _number(field.soft.f1) + _number(field.strict.f1)
        return f'<td>{name}</td>{ratios}{bars}<td class="n">{field.soft.gold}</td>'

    heads = (t[name] for name in ("field", "precision", "recall", "f1", "strict", "gold"))
    return _table(heads, map(row, fields))


def _documents(documents: Iterable[DocumentScore], numbers: Mapping[str, int], t: Mapping[str, str]) -> str:
    def row(document: DocumentScore) -> str:
        name = escape(document.name)
        link = f'<a href="#d{numbers[document.name]}">{name}</a>' if document.errors else name
        about = f'<td>{escape(document.genre)}</td><td class="n">{document.year or "—"}</td>'
        figures = _number(document.core) + _number(document.strict_core)
        return f'<td>{link}</td>{about}{figures}<td class="n">{len(document.errors)}</td>'

    heads = (t[name] for name in ("document", "genre", "year", "core", "strict_core", "errors"))
    return _table(heads, map(row, documents), words=2)


def _groups(groups: Iterable[GroupScore], kind: str, t: Mapping[str, str], suffix: str) -> str:
    def row(group: GroupScore) -> str:
        name = escape(group.name) + suffix if group.name else t["unknown"]
        figures = _number(group.core) + _number(group.strict_core) + _number(group.perfect)
        return f'<td>{name}</td><td class="n">{group.documents}</td>{figures}'

    return _table((kind, *(t[name] for name in ("documents", "core", "strict_core", "perfect"))), map(row, groups))


def _errors(document: DocumentScore, number: int, t: Mapping[str, str], lang: str) -> str:
    def cell(side: str, value: Any) -> str:
        return f'<td class="{"absent" if value is None else side}">{escape(show(value, lang))}</td>'

    def row(error: Error, gold: Any, got: Any) -> str:
        part = f" ({t['protocol']} {error.part})" if several else ""
        return f"<td>{_name(error.field, t)}{part}</td>{cell('gold', gold)}{cell('got', got)}"

    several = len({error.part for error in document.errors}) > 1
    heads = (t[name] for name in ("field", "gold", "got"))
    rows = [row(*found) for found in beside(document.errors)]
    title = f'<h3 id="d{number}">{escape(document.name)} <small>{document.core:.3f}</small></h3>'
    return title + _table(heads, rows, words=3, style=' class="errors"')
