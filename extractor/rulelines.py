"""Rule files as they were written: each `[[rule]]` with the lines that it and its examples stand on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from extractor.errors import BrokenRule

_MULTILINE = re.compile(r"(?P<quote>\"\"\"|''')[\s\S]*?(?P=quote)")
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*rule(?:[ \t]*\.[ \t]*(yes|no))?[ \t]*\]\]")


class Lines(NamedTuple):
    """Where a rule stands: the line of its id (or of its `[[rule]]`), and of each of its examples."""

    rule: int | None
    yes: tuple[int, ...]
    no: tuple[int, ...]


def read_entries(path: Path, content: str) -> list[tuple[dict[str, Any], Lines]]:
    """Read a file as TOML: each `[[rule]]` as it was written, with the lines that its keys stand on."""
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib  # type: ignore[no-redef,unused-ignore]
    try:
        data = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else content.count("\n") + 1
        raise BrokenRule(str(path), line=line, detail=(f"это не TOML: проверьте кавычки, скобки и знак = ({error})", f"not TOML ({error})")) from None
    entries = data.get("rule", [])
    strange = sorted(set(data) - {"rule"})
    if strange or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        name = strange[0] if strange else "rule"
        detail = (f"правило начинается строкой [[rule]], а здесь «{name}»", f"a rule begins with [[rule]], but here is “{name}”")
        raise BrokenRule(str(path), line=_line_of_key(content, name), detail=detail)
    lines = _lines_of(content)
    return list(zip(entries, [*lines, *[Lines(None, (), ())] * len(entries)], strict=False))


def _lines_of(content: str) -> list[Lines]:
    """Lines of each rule and of its examples (the line of `text` where there is one)."""
    plain = _MULTILINE.sub(lambda found: "\n" * found.group().count("\n"), content)
    found: list[dict[str, Any]] = []
    table: str | None = None
    for number, line in enumerate(plain.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            table = header[1] or "rule"
            if table == "rule":
                found.append({"rule": number, "yes": [], "no": []})
            elif found:
                found[-1][table].append(number)
        elif found and table == "rule" and re.match(r"\s*id\s*=", line):
            found[-1]["rule"] = number
        elif found and table in ("yes", "no") and re.match(r"\s*text\s*=", line):
            found[-1][table][-1] = number
    return [Lines(entry["rule"], tuple(entry["yes"]), tuple(entry["no"])) for entry in found]


def _line_of_key(content: str, key: str) -> int:
    pattern = re.compile(rf"\s*(?:\[\[?\s*)?[\"']?{re.escape(key)}\b")
    return next((number for number, line in enumerate(content.splitlines(), 1) if pattern.match(line)), 1)
