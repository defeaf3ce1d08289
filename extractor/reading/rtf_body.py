"""RTF → its flow: paragraphs with the numbers that the program wrote beside them, tables by rows, hidden and deleted text out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.reading.flow import Flow
from extractor.reading.listnumbers import show_bullet
from extractor.reading.rtf_signs import SHOWN, SIGNS, SILENT, Token, codec_of_charset, codec_of_page
from extractor.reading.rtf_story import State, Story

_BREAKS = frozenset(["par", "sect", "page", "\n", "\r", "softpage"])


class Body:
    """Reads tokens; afterwards ``flow``, ``header`` and ``notes`` hold what they said, ``open`` the groups never closed."""

    def __init__(self, encoding: str | None) -> None:
        self._forced = encoding
        self._usual = encoding or "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0  # that is being declared, or was chosen last
        self._states: list[tuple[State, Story]] = []
        self._state = State(codec=self._usual)
        self._story = Story()
        self._bytes = bytearray()
        self._starred = False
        self._skipping = 0
        self._label: list[str] = []
        self._field: list[str] = []
        self._title_page = False
        self._headers: dict[str, Flow] = {}
        self._default_font: int | None = None
        self.notes: list[tuple[str, Flow]] = []
        self.flow: Flow = ()
        self.open = 0

    def read(self, stream: Iterable[Token]) -> None:
        """Read all tokens."""
        for token in stream:
            if token.kind == "hex" or token.kind == "text":
                self._signs(token)
                continue
            self._flush()
            if token.kind == "brace":
                self._open() if token.text == "{" else self._close()
            elif token.text == "*":
                self._starred = True
            elif not self._open_destination(token):
                self._word(token)
        self._flush()
        self.open = len(self._states)
        while self._states:
            self._close()
        self.flow = self._story.flow()

    def header(self) -> Flow:
        """Return the header of the first page."""
        return self._headers.get("headerf" if self._title_page else "header", ())

    def _open(self) -> None:
        self._states.append((self._state, self._story))
        self._starred, self._skipping = False, 0

    def _close(self) -> None:
        if not self._states:
            return
        state, story = self._state, self._story
        self._state, outer = self._states.pop()
        self._skipping = 0
        if state.role == "listtext" and self._state.role != "listtext":
            number = " ".join("".join(self._label).split())
            self._story.label = number if any(map(str.isalnum, number)) and number not in ("o", "§") else show_bullet(number[:1])
        elif state.role == "fldinst" and self._state.role != "fldinst":
            self._story.paged = self._story.paged or "".join(self._field).split()[:1] in (["PAGE"], ["NUMPAGES"]) and story is not self._bottom()
        if outer is not story:
            if state.role in ("footnote", "endnote"):
                self.notes.append((state.role, story.flow()))
            else:
                self._headers.setdefault(state.role, story.flow())
            self._story = outer

    def _bottom(self) -> Story:
        return self._states[0][1] if self._states else self._story

    def _open_destination(self, token: Token) -> bool:
        """Take a word that says what its group is for; True where there is nothing else to it."""
        name, starred = token.text, self._starred
        self._starred = False
        if token.kind != "word":
            return False
        if name in ("listtext", "pntext"):
            self._label = []
            self._state = replace(self._state, role="listtext")
        elif name == "fonttbl":
            self._state = replace(self._state, silent=True, role="fonttbl")
        elif name == "fldinst":
            self._field = []
            self._state = replace(self._state, silent=True, role="fldinst")
        elif name in ("footnote", "header", "headerf"):
            if not self._state.silent and self._state.role not in ("footnote", "endnote", "header", "headerf"):
                self._story = Story()
            self._state = replace(self._state, role=name, table=0, hidden=False)
        elif name == "ftnalt" and self._state.role == "footnote":
            self._state = replace(self._state, role="endnote")
        elif name in ("ud", "shptxt", "dptxbxtext") or name == "shpinst" and starred:
            self._state = replace(self._state, silent=name == "shpinst" and self._state.silent)
            if name in ("shptxt", "dptxbxtext") and self._story.words:
                self._story.words.append("\n")
        elif name in SILENT or starred and name not in SHOWN:
            self._state = replace(self._state, silent=True)
        else:
            return False
        return True

    def _word(self, token: Token) -> None:
        name, value, state = token.text, token.value, self._state
        if name == "u" and value is not None:
            self._show(chr(value % 65536))
            self._skipping = state.skip
        elif name in SIGNS:
            self._show(SIGNS[name])
        elif name in _BREAKS or name in ("cell", "nestcell", "row", "nestrow"):
            self._end(name)
        elif name in ("v", "deleted"):
            on = value != 0
            self._state = replace(state, hidden=on) if name == "v" else replace(state, deleted=on)
        elif name == "pard":
            self._state = replace(state, table=0, left=0, first=0)
        elif name == "plain":
            self._state = replace(state, hidden=False, deleted=False, codec=self._fonts.get(self._default_font or 0, self._usual))
        elif name in ("intbl", "itap"):
            self._state = replace(state, table=max(state.table, 1) if name == "intbl" else max(0, value or 0))
        elif name in ("li", "lin", "fi"):
            self._state = replace(state, first=value or 0) if name == "fi" else replace(state, left=value or 0)
        elif name == "uc":
            self._state = replace(state, skip=min(max(0, value or 0), 8))
        elif name == "chpgn":
            self._story.paged = self._story is not self._bottom()
        elif name == "titlepg":
            self._title_page = True
        else:
            self._encoding(name, value or 0)

    def _encoding(self, name: str, value: int) -> None:
        """Words that say how bytes become letters."""
        if name == "f":
            self._font = value
            if self._state.role != "fonttbl":
                self._state = replace(self._state, codec=self._fonts.get(value, self._usual))
        elif name == "deff":
            self._default_font = value
        elif self._forced is not None:
            return
        elif name == "ansicpg" and codec_of_page(value):
            self._usual = codec_of_page(value)
            self._state = replace(self._state, codec=self._usual)
        elif name in ("mac", "pc", "pca"):
            self._usual = {"mac": "mac-cyrillic", "pc": "cp866", "pca": "cp866"}[name]
        elif name == "fcharset" and self._state.role == "fonttbl":
            self._fonts[self._font] = codec_of_charset(value, self._usual)
        elif name == "cpg" and self._state.role == "fonttbl" and codec_of_page(value):
            self._fonts[self._font] = codec_of_page(value)

    def _end(self, name: str) -> None:
        state = self._state
        if state.silent or state.role == "listtext":
            return
        if name in ("cell", "nestcell"):
            self._story.end_cell(state, 1 if name == "cell" else max(2, state.table))
        elif name in ("row", "nestrow"):
            self._story.end_row(1 if name == "row" else max(2, state.table))
        elif not (state.hidden or state.deleted):
            self._story.end_paragraph(state, empty=name in ("par", "\n", "\r"))

    def _signs(self, token: Token) -> None:
        """Bytes as they stand or in figures, less those that only repeat a \\u for old programs."""
        raw = bytes.fromhex(token.text) if token.kind == "hex" else token.text.encode("latin-1", "replace")
        if self._skipping:
            cut = min(self._skipping, len(raw))
            self._skipping -= cut
            raw = raw[cut:]
        if not self._state.silent or self._state.role == "fldinst":
            self._bytes += raw

    def _flush(self) -> None:
        if self._bytes:
            self._show(self._bytes.decode(self._state.codec or "cp1252", "replace"))
            self._bytes.clear()

    def _show(self, text: str) -> None:
        state = self._state
        if state.role == "fldinst":
            self._field.append(text)
        elif state.silent or state.hidden or state.deleted:
            return
        elif state.role == "listtext":
            self._label.append(text)
        else:
            self._story.words.append(text)
