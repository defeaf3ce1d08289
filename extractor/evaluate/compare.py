"""One protocol of the gold against one of the records: what is the same, what belongs together, what is right.

Everything that is compared stands in two tables, :data:`SCALARS` and :data:`LISTS`; :func:`compare` walks them and
tells value by value how it went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from extractor.evaluate.same import BALLOT, SOFT, Json, Kind, Measure, likeness, words

#: The fields that the product exists for.
CORE = ("protocols", "date", "place", "attendees", "absentees", "absentees.reason",
        "agenda", "decisions", "decisions.number")  # fmt: skip


class Outcome(NamedTuple):
    """How one value went; a side that has no value is None."""

    field: str
    gold: Any
    got: Any
    right: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in a record: ``by`` is the text of an item that makes it the same item ("" for the item itself)."""

    field: str
    key: str
    kind: Kind
    by: str = ""
    parts: tuple[tuple[str, str, Kind], ...] = ()
    lists: tuple[Listing, ...] = ()


SCALARS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("exact", ("date", "date_end", "date_old_style", "time_start", "time_end", "attendee_count", "absentee_count")),
    ("number", ("number",)),
    ("text", ("kind", "title", "organization", "place", "topic")),
    ("person", ("chair", "secretary")),
)
_POSITION: tuple[str, str, Kind] = ("position", "position", "text")
_PARTICIPANT: tuple[tuple[str, str, Kind], ...] = (_POSITION, ("role", "role", "exact"), ("count", "count", "exact"))
LISTS = (
    Listing("attendees", "attendees", "person", parts=_PARTICIPANT),
    Listing("absentees", "absentees", "person", parts=(
        *_PARTICIPANT, ("reason", "reason_category", "exact"), ("reason_text", "reason", "text"))),
    Listing("agenda", "agenda", "text", by="title", parts=(("number", "number", "number"),), lists=(
        Listing("agenda.speakers", "speakers", "person", parts=(_POSITION,)),)),
    Listing("decisions", "decisions", "text", by="text", parts=(
        ("number", "number", "number"), ("depth", "depth", "exact"), ("agenda_item", "agenda_item", "number"),
        ("deadline", "deadline", "exact"), ("deadline_text", "deadline_text", "text"), ("votes", "votes", "votes")),
        lists=(Listing("decisions.responsible", "responsible", "text"),)),
    Listing("signatures", "signatures", "person", parts=(_POSITION,)),
    Listing("attachments", "attachments", "text"),
)  # fmt: skip


def pair(
    gold: Sequence[Any], got: Sequence[Any], same: Callable[[Any, Any], bool], like: Callable[[Any, Any], float]
) -> list[tuple[Any, Any]]:
    """Items of two lists one to one, the most alike and then the nearest first; None where one has no fellow.

    >>> pair(["а", "б"], ["б", "в"], str.__eq__, lambda g, p: 1.0)
    [('а', None), ('б', 'б'), (None, 'в')]
    """
    fellows: dict[int, int] = {}
    taken: set[int] = set()
    chances = ((abs(i - j) * 1e-6 - like(g, p), i, j)
               for i, g in enumerate(gold) for j, p in enumerate(got) if same(g, p))  # fmt: skip
    for _, i, j in sorted(chances):
        if i not in fellows and j not in taken:
            fellows[i] = j
            taken.add(j)
    surplus = [(None, p) for j, p in enumerate(got) if j not in taken]
    return [(g, got[fellows[i]] if i in fellows else None) for i, g in enumerate(gold)] + surplus


def _scalar(field: str, kind: Kind, gold: Any, got: Any, measure: Measure) -> Iterator[Outcome]:
    a, b = (None if _blank(value, kind) else value for value in (gold, got))
    if a is not None or b is not None:
        yield Outcome(field, a, b, a is not None and b is not None and measure.same(kind, a, b))


def _blank(value: Any, kind: Kind) -> bool:
    """No value; votes with neither a count nor a word on unanimity are none either."""
    if value is None or value in ("", [], {}):
        return True
    return kind == "votes" and all(value.get(key) is None for key in BALLOT)


def _listing(listing: Listing, gold: Json, got: Json, measure: Measure) -> Iterator[Outcome]:
    """The items of a list, each with what hangs on it: on a missed item everything is missed."""

    def text(item: Any) -> Any:
        return item.get(listing.by) if listing.by else item

    def same(g: Any, p: Any) -> bool:
        return measure.same(listing.kind, text(g), text(p))

    def like(g: Any, p: Any) -> float:
        return likeness(text(g), text(p)) if listing.by else 1.0

    for g, p in pair(gold.get(listing.key) or [], got.get(listing.key) or [], same, like):
        if g or p:
            yield Outcome(listing.field, g or None, p or None, bool(g and p))
        for suffix, key, kind in listing.parts:
            yield from _scalar(f"{listing.field}.{suffix}", kind, (g or {}).get(key), (p or {}).get(key), measure)
        for inner in listing.lists:
            yield from _listing(inner, g or {}, p or {}, measure)


def compare(gold: Json, got: Json, measure: Measure = SOFT) -> Iterator[Outcome]:
    """Compare two records that went through :func:`flat`, value by value; {} stands for no protocol.

    >>> [o for o in compare({"date": "1924-05-12"}, {"date": "1924-05-12", "number": "3"}) if not o.right]
    [Outcome(field='number', gold=None, got='3', right=False)]
    """
    scored = set(gold.get("_scored") or ())
    for kind, fields in SCALARS:
        for field in fields:
            if not scored or field in scored:
                yield from _scalar(field, kind, gold.get(field), got.get(field), measure)
    for listing in LISTS:
        if not scored or listing.field in scored:
            yield from _listing(listing, gold, got, measure)
    if gold or got:
        yield Outcome("protocols", bool(gold) or None, bool(got) or None, bool(gold and got))


def flat(record: Json) -> dict[str, Any]:
    """A record with its tree of decisions as one list, each with its depth and, for want of its own, its parent's item.

    >>> tree = {"decisions": [{"text": "Обязать:", "agenda_item": "2", "items": [{"text": "завком"}]}]}
    >>> [(d["text"], d["agenda_item"], d["depth"]) for d in flat(tree)["decisions"]]
    [('Обязать:', '2', 0), ('завком', '2', 1)]
    """
    decisions = list(_branches(record.get("decisions"), None, 0))
    return {**record, "decisions": decisions} if decisions else {**record}


def _branches(decisions: Any, link: Any, depth: int) -> Iterator[dict[str, Any]]:
    for decision in decisions or ():
        own = decision.get("agenda_item") or link
        rest = {key: value for key, value in decision.items() if key != "items"}
        yield {**rest, "agenda_item": own, "depth": depth}
        yield from _branches(decision.get("items"), own, depth + 1)


def _bag(record: Json) -> Counter[str]:
    texts = [item.get("title") for item in record.get("agenda") or ()]
    texts += [decision.get("text") for decision in record.get("decisions") or ()]
    people = [*(record.get("attendees") or ()), *(record.get("absentees") or ())]
    texts += [who.get("surname") or who.get("description") for who in people]
    return Counter(word for text in texts for word in words(text))


def resemblance(gold: Json, got: Json, gold_bag: Counter[str], got_bag: Counter[str]) -> float:
    """How much two records look like the same protocol, by words, date and number; 0 for nothing in common."""
    date, number = gold.get("date"), gold.get("number")
    words_shared = (gold_bag & got_bag).total() / max(1, min(gold_bag.total(), got_bag.total()))
    same_date = date is not None and date == got.get("date")
    same_number = number is not None and str(number) == str(got.get("number"))
    return words_shared + 0.5 * same_date + 0.25 * same_number


def align(gold: Sequence[Json], got: Sequence[Json]) -> list[tuple[int | None, int | None]]:
    """Which protocol of the gold is which of the records, in order; one surplus or missed costs itself alone.

    >>> align([{"date": "1924-05-12"}, {"date": "1924-05-19"}], [{"date": "1924-05-19"}])
    [(0, None), (1, 0)]
    """
    if len(gold) == len(got) == 1:
        return [(0, 0)]
    gots = [(p, _bag(p)) for p in got]
    like = [[resemblance(g, p, bag, p_bag) for p, p_bag in gots] for g, bag in ((g, _bag(g)) for g in gold)]
    best = [[0.0] * (len(got) + 1) for _ in range(len(gold) + 1)]  # the most that the rest of both sides can give
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(got))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + like[i][j])
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(gold) and j < len(got):
        if like[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    return found + [(k, None) for k in range(i, len(gold))] + [(None, k) for k in range(j, len(got))]
