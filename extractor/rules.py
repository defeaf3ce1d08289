"""Rule files → compiled rules.

A rule is data: a pattern in a small notation (see ``rules/README.md``), the field it reads, its
examples and counter-examples. Patterns run over the normal form of a block (``language.fold``), which
has the length of the text, so that a match has the offsets of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import BrokenRule
from extractor.notation import PatternError
from extractor.notation import compile_pattern as compile_pattern
from extractor.rulelines import Lines, read_entries

#: The keys of a rule; those that it must have come first.
KEYS = ("id", "field", "pattern", "value", "rank", "origin", "yes", "no")
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_BACKREFERENCE = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")


@dataclass(frozen=True, slots=True)
class Example:
    """A text that the rule must read (with the slots it must fill) or must leave alone."""

    text: str
    slots: tuple[tuple[str, str], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it reads, its compiled pattern, its examples and where it was written."""

    id: str
    field: str
    pattern: str
    regex: re.Pattern[str]
    value: Any = None
    rank: int = 0
    origin: str = ""
    yes: tuple[Example, ...] = ()
    no: tuple[Example, ...] = ()
    file: str = ""
    line: int = 0


class Match(NamedTuple):
    """A rule that fits a line: offsets ``[start, stop)`` and the offsets of its slots."""

    rule: Rule
    start: int
    stop: int
    slots: dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Rules:
    """All rules, by field; ``version`` is the checksum of the files they came from."""

    by_field: dict[str, tuple[Rule, ...]]
    words: dict[str, frozenset[str]]
    version: str = ""
    sources: tuple[str, ...] = field(default=())

    @cached_property
    def _together(self) -> dict[tuple[str, ...], tuple[list[Rule], re.Pattern[str] | None]]:
        """The rules of some fields, and all as one expression, made when first asked for."""
        return {}

    def first(self, fields: tuple[str, ...], line: str, start: int = 0, stop: int | None = None) -> Match | None:
        """Return the first rule of these fields, in their order, that fits at ``start``, or None."""
        stop = len(line) if stop is None else stop
        if fields not in self._together:
            rules = [rule for name in fields for rule in self.by_field.get(name, ())]
            self._together[fields] = rules, _either([rule.regex.pattern for rule in rules])
        rules, either = self._together[fields]
        at = 0
        if either:  # one try instead of one for each: at most places no rule fits
            fits = either.match(line, start, stop)
            if fits is None:
                return None
            at = int(str(fits.lastgroup)[1:])
        for rule in rules[at:]:
            found = rule.regex.match(line, start, stop)
            if found:
                return _match(rule, found)
        return None

    def match(self, field_: str, line: str, start: int = 0, stop: int | None = None) -> Match | None:
        """Return the first rule of a field that fits at ``start``, or None."""
        return self.first((field_,), line, start, stop)

    def search(self, field_: str, line: str, start: int = 0, stop: int | None = None) -> Match | None:
        """Return the best rule of a field found anywhere: highest rank first, then order of the file."""
        stop = len(line) if stop is None else stop
        for rule in self.by_field.get(field_, ()):
            found = rule.regex.search(line, start, stop)
            if found:
                return _match(rule, found)
        return None

    def find(self, field_: str, line: str, start: int = 0, stop: int | None = None) -> Iterator[Match]:
        """Yield every match of every rule of a field, rule by rule."""
        stop = len(line) if stop is None else stop
        for rule in self.by_field.get(field_, ()):
            for found in rule.regex.finditer(line, start, stop):
                yield _match(rule, found)

    def all(self) -> Iterator[Rule]:
        """Yield every rule."""
        for rules in self.by_field.values():
            yield from rules


def _either(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """One expression that fits where some of these does and ends in an empty group with the place of the first that fits.

    None where there are none, or one refers to its own groups, whose names are left out.
    """
    if not patterns or any(map(_BACKREFERENCE.search, patterns)):
        return None
    return re.compile("|".join(f"(?:{_NAMED_GROUP.sub('(?:', pattern)})(?P<_{at}>)" for at, pattern in enumerate(patterns)))


def _match(rule: Rule, found: re.Match[str]) -> Match:
    slots = {name: found.span(name) for name in rule.regex.groupindex if found.start(name) >= 0}
    return Match(rule, found.start(), found.end(), slots)


def builtin_folder() -> Path:
    """Return the folder of the rules that come with the program (inside the wheel, or the clone's ``rules``)."""
    packaged = Path(__file__).parent / "rules_data"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "rules"


def load_rules(*folders: str | Path) -> Rules:
    """Load the built-in rules and those of ``folders``, which add to them or override them by id.

    >>> "reason" in {rule.field for rule in load_rules().all()}
    True

    Raises BrokenRule, with file and line, where a file cannot be read as rules.
    """
    return _load(tuple(str(f) for f in folders))


@lru_cache(maxsize=8)
def _load(folders: tuple[str, ...]) -> Rules:
    rules: dict[str, Rule] = {}
    words: dict[str, frozenset[str]] = {}
    digest = sha256()
    paths = [builtin_folder(), *map(Path, folders)]
    for folder in paths:
        for path in sorted(folder.glob("words/*.txt")):
            content = path.read_text(encoding="utf-8-sig")
            digest.update(content.encode())
            words[path.stem] = words.get(path.stem, frozenset()) | read_words(content)
    for folder in paths:
        for path in sorted(folder.glob("*.toml")):
            content = path.read_text(encoding="utf-8-sig")
            digest.update(content.encode())
            for rule in read_rule_file(path, content, words):
                rules[rule.id] = rule
    return arrange(rules.values(), words, digest.hexdigest()[:16], tuple(map(str, folders)))


def arrange(rules: Iterable[Rule], words: dict[str, frozenset[str]], version: str = "", sources: tuple[str, ...] = ()) -> Rules:
    """Set rules by field in the order in which they are asked: the higher rank first, then as they were read."""
    by_field: dict[str, list[Rule]] = {}
    for rule in rules:
        by_field.setdefault(rule.field, []).append(rule)
    return Rules({name: tuple(sorted(found, key=lambda r: -r.rank)) for name, found in by_field.items()}, words, version, sources)


def read_words(content: str) -> frozenset[str]:
    """Return the entries of a word list: one a line, `#` begins a remark."""
    lines = (line.split("#")[0].strip().lower().replace("ё", "е") for line in content.splitlines())
    return frozenset(line for line in lines if line)


def read_rule_file(path: Path, content: str, words: dict[str, frozenset[str]]) -> list[Rule]:
    """Read the rules of one file; BrokenRule says what is wrong, and on which line."""
    return [read_rule(path, entry, lines, words) for entry, lines in read_entries(path, content)]


def read_rule(path: Path, entry: dict[str, Any], lines: Lines, words: dict[str, frozenset[str]]) -> Rule:
    """Make a rule of what was written; BrokenRule says what is wrong with it."""
    name = str(entry.get("id", "?"))

    def broken(ru: str, en: str, line: int | None = None) -> BrokenRule:
        return BrokenRule(str(path), line=line or lines.rule, detail=(f"правило «{name}»: {ru}", f"rule “{name}”: {en}"))

    for key in KEYS[:3]:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise broken(f"нет строки {key} = \"…\"", f"no {key} = \"…\"")
    unknown = sorted(set(entry) - set(KEYS))
    if unknown:
        raise broken(f"лишнее: {', '.join(unknown)}; бывает {', '.join(KEYS)}", f"unknown: {', '.join(unknown)}; there are {', '.join(KEYS)}")
    rank = entry.get("rank", 0)
    if not isinstance(rank, int) or isinstance(rank, bool):
        raise broken("rank — целое число", "rank is a whole number")
    try:
        regex = compile_pattern(entry["pattern"], words)
    except PatternError as error:
        raise broken(*error.said) from None

    def examples(key: str, places: tuple[int, ...]) -> tuple[Example, ...]:
        found = entry.get(key, [])
        if not isinstance(found, list):
            raise broken(f"примеры пишутся под [[rule.{key}]]", f"examples are written under [[rule.{key}]]")
        out = []
        for example, line in zip(found, [*places, *[lines.rule or 0] * len(found)], strict=False):
            if not isinstance(example, dict) or not isinstance(example.get("text"), str) or not example["text"].strip():
                raise broken(f"у примера [[rule.{key}]] нет строки text = \"…\"", f"an example [[rule.{key}]] has no text = \"…\"", line)
            out.append(Example(example["text"], tuple((k, str(v)) for k, v in example.items() if k != "text"), line))
        return tuple(out)

    return Rule(
        name, entry["field"], entry["pattern"], regex, entry.get("value"), rank, str(entry.get("origin", "")),
        examples("yes", lines.yes), examples("no", lines.no), str(path), lines.rule or 0,
    )  # fmt: skip
