"""Records → tables; the files that tables are written to come after."""

from extractor.export.frames import tables

__all__ = ["tables"]
