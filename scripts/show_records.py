"""A short table of what a file of records holds.

    python scripts/show_records.py out/records.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

#: Row of the table → the keys of the record that it counts.
ROWS = {
    "kind": "kind", "number": "number", "date": "date", "title": "title", "organization": "organization", "place": "place", "chair": "chair",
    "secretary": "secretary", "present": "attendees", "absent": "absentees", "agenda items": "agenda", "speeches": "discussion",
    "decisions": "decisions", "signatures": "signatures", "doubts": "warnings",
}  # fmt: skip
WIDTH = 58


def values(record: dict[str, Any], key: str) -> list[Any]:
    """What a record holds under a key, decisions with their sub-items."""
    found = record[key]
    if not isinstance(found, list):
        return [] if found is None else [found]
    return [item for top in found for item in ([*_tree(top)] if key == "decisions" else [top])]


def _tree(decision: dict[str, Any]) -> list[dict[str, Any]]:
    return [decision, *(item for inner in decision["items"] for item in _tree(inner))]


def shown(value: Any) -> str:
    """One value in a few words."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "description", "title", "text", "message") if value.get(key)), "")
    text = " ".join(str(value).split())
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def main(path: str) -> int:
    records = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line]
    files = {record["source"]["path"] for record in records}
    print(f"\n{len(records)} protocols in {len(files)} files → {path}\n")
    print(f"{'what':14}{'protocols':>10}{'values':>8}   for instance")
    print("-" * (35 + WIDTH))
    for index, (name, key) in enumerate(ROWS.items()):
        found = [values(record, key) for record in records]
        filled = [row for row in found if row]
        instance = shown(filled[index * 3 % len(filled)][0]) if filled else ""
        print(f"{name:14}{len(filled):>10}{sum(map(len, found)):>8}   {instance}")
    print(f"\n{sum(len(record['evidence']) for record in records)} values with their place in the text and their rule")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or ["out/records.jsonl"]))
