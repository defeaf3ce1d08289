"""What the command line says on standard error: in one language, one sentence a line, never a traceback unasked."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError
from extractor.files import printable
from extractor.messages import text

if TYPE_CHECKING:
    from rich.console import Console


class Voice:
    """The language and the wish for tracebacks of one run, and the one way to standard error."""

    def __init__(self) -> None:
        self.lang = "ru"
        self.debug = False
        self._console: Console | None = None

    def start(self, args: Sequence[str]) -> None:
        """Begin a run: the language is wanted before the arguments are parsed, so that their faults are in it too."""
        wished = os.environ.get("EXTRACTOR_LANG", "")
        for word, after in zip(args, [*args[1:], ""], strict=False):
            if word.partition("=")[0] == "--lang":
                wished = word.partition("=")[2] or after
        self.lang = "en" if wished == "en" else "ru"
        self.debug = False

    def say(self, key: str, **values: Any) -> None:
        """Say one of the sentences of ``messages``."""
        self.line(text(key, self.lang, **{name: printable(value) for name, value in values.items()}))

    def fault(self, error: ExtractorError) -> int:
        """Say what the matter is; return its exit code."""
        self.line(error.message(self.lang))
        self._trace()
        return error.exit_code

    def internal(self, error: Exception, path: str = "") -> int:
        """Say that the program itself failed; return exit code 1."""
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        self.say("internal_file" if path else "internal", path=path, what=what[:300])
        self._trace()
        return 1

    def line(self, sentence: str) -> None:
        """Write a line to standard error, above the progress bar where there is one."""
        sentence = printable(sentence)
        if self._console is not None:
            self._console.print(sentence, markup=False, highlight=False, soft_wrap=True)
        else:
            print(sentence, file=sys.stderr, flush=True)

    def _trace(self) -> None:
        if self.debug:
            traceback.print_exc()

    @contextmanager
    def progress(self, items: Sequence[str]) -> Iterator[Iterator[str]]:
        """Count items off: with a bar for people (standard error is a terminal, standard output is none), else in silence."""
        if len(items) < 2 or not sys.stderr.isatty() or sys.stdout.isatty():
            yield iter(items)
            return
        from rich.console import Console
        from rich.progress import Progress

        self._console = Console(stderr=True)
        try:
            with Progress(console=self._console, transient=True) as bar:
                yield iter(bar.track(items, description=""))
        finally:
            self._console = None


#: The voice of the running command.
VOICE = Voice()
