"""Russian protocols (minutes of meetings) → one JSON record each, with evidence for every value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Record", "__version__", "extract", "load_rules", "read", "tables"]

if TYPE_CHECKING:
    from extractor.export import tables as tables
    from extractor.extraction import extract as extract
    from extractor.reading import read as read
    from extractor.record import Record as Record
    from extractor.rules import load_rules as load_rules

_HOMES = {
    "Record": "extractor.record", "extract": "extractor.extraction", "load_rules": "extractor.rules",
    "read": "extractor.reading", "tables": "extractor.export",
}


def __getattr__(name: str) -> Any:
    """Load the public names on first use, so that importing the package costs nothing."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")
