"""Every outcome of a run is one sentence and one exit code."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from extractor.errors import ExtractorError, UnwritableFile, UsageError, say_why
from extractor.helptext import Group
from extractor.messages import INTERNAL, INTERRUPTED, OK, PIPE_CLOSED, usage
from extractor.voice import VOICE


class Root(Group):
    """The program: every outcome is one sentence and one exit code."""

    def main(self, args: Any = None, prog_name: Any = None, *rest: Any, **extra: Any) -> Any:
        """Run the command line and leave with its exit code."""
        args = sys.argv[1:] if args is None else list(args)
        VOICE.start(args)
        prepare_streams()
        run = super().main
        sys.exit(_guarded(lambda: run(args, prog_name, *rest, **{**extra, "standalone_mode": False})))

    def invoke(self, ctx: Any) -> Any:
        """Run a command; where the reader of the output has gone, stop without a word."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(PIPE_CLOSED) from None
        return result


def prepare_streams() -> None:
    """Write UTF-8 into files and pipes, and what a terminal cannot show as «?»."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


#: The output cannot be written: disk full, quota, device gone.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def _guarded(run: Callable[[], Any]) -> int:
    """Return the exit code of a run; whatever went wrong is told in one sentence."""
    try:
        result = run()
        code = result if isinstance(result, int) else OK
    except ExtractorError as error:
        code = VOICE.fault(error)
    except typer.TyperException as error:
        code = VOICE.fault(UsageError(detail=usage(error.format_message(), VOICE.lang)))
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except OSError as error:
        if error.errno not in _NO_ROOM:
            code = VOICE.internal(error) or INTERNAL
        else:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = VOICE.fault(UnwritableFile("stdout", detail=say_why(error)))
    except Exception as error:
        code = VOICE.internal(error) or INTERNAL
    if code == INTERRUPTED:
        VOICE.say("interrupted")
    return code
