"""Rule files → compiled rules.

A rule is data: a pattern in a small notation (see ``rules/README.md``), the field it reads, its
examples and counter-examples. Patterns run over the normal form of a block (``language.fold``), where
recognised persons, dates and times stand as one symbol each, padded to their length, so that a
match has the offsets of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import BrokenRule
from extractor.language import normal_re

#: Symbols that stand for a recognised mention in a line: the first character, then its filler.
MASKS = {"person": "\ue000", "date": "\ue002", "time": "\ue004"}
FILLER = "\ue00f"

_TYPES = {
    "WORD": r"[\w.-]{2,40}",
    "WORDS": r"[^\s;:.][^;:\n]{0,80}?",
    "NUMBER": r"\d[\d ]{0,8}(?<=\d)|[а-я]{3,15}",
    "TEXT": r"\S[\s\S]{0,4000}",
    "NAME": r"[^;:]{2,60}",
    "PERSON": MASKS["person"] + FILLER + "{0,90}",
    "DATE": MASKS["date"] + FILLER + "{0,90}",
    "TIME": MASKS["time"] + FILLER + "{0,60}",
}
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<raw>\{(?:[^{}]|\{[\d,]*\})*\})
    | (?P<slot><(?P<name>[a-z_]+)(?::(?P<type>[A-Z]+|\{(?:[^{}]|\{[\d,]*\})*\}))?>)
    | (?P<gap>\.\.(?P<width>\d))
    | (?P<list>@[a-z_]+)
    | (?P<word>[а-я][а-я-]*[!*]?)
    | (?P<group>[()\[\]|])
    | (?P<edge>[\^$])
    | (?P<sign>\\.|[^\sа-я\w])
    )""",
    re.VERBOSE,
)
_UNBOUNDED = re.compile(r"(?<!\\)(?:\)|(?<!\[)\.)[*+]")


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

    def match(self, field_: str, line: str, start: int = 0, stop: int | None = None) -> Match | None:
        """Return the first rule of a field that fits at ``start``, or None."""
        stop = len(line) if stop is None else stop
        for rule in self.by_field.get(field_, ()):
            found = rule.regex.match(line, start, stop)
            if found:
                return _match(rule, found)
        return None

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


def _match(rule: Rule, found: re.Match[str]) -> Match:
    slots = {name: found.span(name) for name in rule.regex.groupindex if found.start(name) >= 0}
    return Match(rule, found.start(), found.end(), slots)


def compile_pattern(pattern: str, words: dict[str, frozenset[str]] | None = None) -> re.Pattern[str]:
    """Compile the notation of the rules into one regular expression over normal forms.

    >>> bool(compile_pattern("^ присутствовать* :").match("присутствовали: иванов"))
    True
    >>> bool(compile_pattern("протокол № <number:{[\\\\w/-]+}>").search("протокола № 12/3 заседания"))
    True

    Raises ``ValueError`` where the pattern is not well formed or has an unbounded repeat.
    """
    out: list[str] = []
    position, previous = 0, "start"
    text = pattern.strip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if not token:
            raise ValueError(f"не понимаю знак «{text[position]}» в образце «{pattern}»")
        position = token.end()
        kind = token.lastgroup if token.lastgroup not in ("name", "type", "width") else _outer(token)
        piece, kind = _compile_token(token, kind or "", words or {})
        if kind in ("word", "slot", "gap", "list") and previous in ("word", "slot", "list", "close"):
            out.append("" if kind == "gap" else r"[ ]{1,3}")
        elif previous != "start" and previous != "open" and kind in ("sign", "word", "slot", "list", "raw", "open", "optional"):
            out.append(r"[ ]{0,3}" if kind != "optional" or previous == "sign" else "")
        if kind == "optional":
            out.append("(?:[ ]{0,3}")
            previous = "open"
            continue
        out.append(piece)
        previous = {"open": "open", "close": "close", "bar": "open", "edge": "start"}.get(kind, kind)
    if _UNBOUNDED.search("".join(t for t in out)):
        raise ValueError(f"в образце «{pattern}» повтор без границы: пишите {{0,5}} вместо * или +")
    return normal_re.compile("".join(out))


def _outer(token: re.Match[str]) -> str:
    return "slot" if token.group("slot") else "gap"


def _compile_token(token: re.Match[str], kind: str, words: dict[str, frozenset[str]]) -> tuple[str, str]:
    if kind == "raw":
        return f"(?:{token.group('raw')[1:-1]})", "raw"
    if kind == "slot":
        shape = token.group("type") or "WORDS"
        inner = shape[1:-1] if shape.startswith("{") else _TYPES.get(shape)
        if inner is None:
            raise ValueError(f"неизвестный вид поля «{shape}»")
        return f"(?P<{token.group('name')}>{inner})", "slot"
    if kind == "gap":
        return r"(?:[ ]?[^\s.;:!?]{1,40}[ ]?){0,%s}?" % token.group("width"), "gap"
    if kind == "list":
        entries = words.get(token.group("list")[1:])
        if not entries:
            raise ValueError(f"нет списка слов «{token.group('list')[1:]}»")
        return r"(?<!\w)(?:%s)(?!\w)" % "|".join(_phrase(e) for e in sorted(entries, key=lambda e: (-len(e), e))), "list"
    if kind == "word":
        return _word(token.group("word")), "word"
    if kind == "edge":
        return (r"^[ ]{0,3}", "edge") if token.group("edge") == "^" else (r"[ .;,]{0,3}$", "edge")
    if kind == "group":
        sign = token.group("group")
        return {"(": ("(?:", "open"), ")": (")", "close"), "[": ("", "optional"), "]": (")?", "close"), "|": ("|", "bar")}[sign]
    sign = token.group("sign")
    sign = sign[1:] if sign.startswith("\\") and len(sign) > 1 else sign
    return (r"(?:№|n[°o»\"]?|ne|no|н[°о])\.?" if sign == "№" else re.escape(sign)), "sign"


def _phrase(entry: str) -> str:
    """A phrase of a word list: exact words, `*` for any ending."""
    return r"[ ]{1,2}".join(_word(w if w.endswith(("*", "!")) else w + "!") for w in entry.split())


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    if word.endswith("*"):
        return rf"(?<!\w){re.escape(word[:-1])}\w{{0,20}}"
    if word.endswith("!"):
        return rf"(?<!\w){re.escape(word[:-1])}(?!\w)"
    from extractor.language.morphology import lexeme_forms

    forms = sorted({f.replace("ё", "е") for f in lexeme_forms(word)} | {word}, key=lambda f: (-len(f), f))
    return r"(?<!\w)(?:%s)(?!\w)" % "|".join(re.escape(f) for f in forms)


def builtin_folder() -> Path:
    """Return the folder of the rules that come with the program (inside the wheel, or the clone's ``rules``)."""
    packaged = Path(__file__).parent / "rules_data"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "rules"


def load_rules(*folders: str | Path) -> Rules:
    """Load the built-in rules and those of ``folders``, which add to them or override them by id.

    >>> "heading" in {rule.field.split(".")[0] for rule in load_rules().all()}
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
            content = path.read_text(encoding="utf-8")
            digest.update(content.encode())
            words[path.stem] = words.get(path.stem, frozenset()) | _read_words(content)
    for folder in paths:
        for path in sorted(folder.glob("*.toml")):
            content = path.read_text(encoding="utf-8")
            digest.update(content.encode())
            for rule in read_rule_file(path, content, words):
                rules[rule.id] = rule
    by_field: dict[str, list[Rule]] = {}
    for rule in rules.values():
        by_field.setdefault(rule.field, []).append(rule)
    ordered = {name: tuple(sorted(found, key=lambda r: -r.rank)) for name, found in by_field.items()}
    return Rules(ordered, words, digest.hexdigest()[:16], tuple(map(str, folders)))


def _read_words(content: str) -> frozenset[str]:
    lines = (line.split("#")[0].strip().lower().replace("ё", "е") for line in content.splitlines())
    return frozenset(line for line in lines if line)


def read_rule_file(path: Path, content: str, words: dict[str, frozenset[str]]) -> list[Rule]:
    """Read the rules of one file; BrokenRule says what is wrong, and on which line."""
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef,unused-ignore]
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        raise BrokenRule(str(path), line=int(found[1]) if found else None, detail=str(error)) from None
    lines = _lines_of(content)
    return [_read_rule(path, entry, lines, words) for entry in data.get("rule", [])]


def _lines_of(content: str) -> dict[str, int]:
    """Line of each `id = "…"` and `text = "…"` of a rule file."""
    found: dict[str, int] = {}
    for number, line in enumerate(content.splitlines(), 1):
        entry = re.match(r"\s*(?:id|text)\s*=\s*[\"'](.*)[\"']", line)
        if entry:
            found.setdefault(entry[1].replace('\\"', '"'), number)
    return found


def _read_rule(path: Path, entry: dict[str, Any], lines: dict[str, int], words: dict[str, frozenset[str]]) -> Rule:
    name = str(entry.get("id", "?"))
    line = lines.get(name)
    for key in ("id", "field", "pattern"):
        if not isinstance(entry.get(key), str):
            raise BrokenRule(str(path), line=line, detail=f"у правила «{name}» нет строки {key}")
    unknown = set(entry) - {"id", "field", "pattern", "value", "rank", "origin", "yes", "no"}
    if unknown:
        raise BrokenRule(str(path), line=line, detail=f"у правила «{name}» лишние строки: {', '.join(sorted(unknown))}")
    try:
        regex = compile_pattern(entry["pattern"], words)
    except (ValueError, re.error) as error:
        raise BrokenRule(str(path), line=line, detail=f"правило «{name}»: {error}") from None

    def examples(key: str) -> tuple[Example, ...]:
        return tuple(
            Example(e["text"], tuple((k, str(v)) for k, v in e.items() if k != "text"), lines.get(e["text"], 0))
            for e in entry.get(key, [])
        )

    return Rule(
        name, entry["field"], entry["pattern"], regex, entry.get("value"), int(entry.get("rank", 0)),
        str(entry.get("origin", "")), examples("yes"), examples("no"), str(path), line or 0,
    )
