"""The work of ``extractor extract``: file after file, records written as they come, one fault never stopping the others."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from extractor.errors import BrokenRule, ExtractorError, UnreadableFile, UnwritableFile, UsageError, say_why
from extractor.files import OVERWRITES, STDIN, Found, NothingToRead, fault_of, is_same_file
from extractor.messages import OK, SOME_FAILED
from extractor.sources import read_sources
from extractor.voice import Voice

if TYPE_CHECKING:
    from extractor.record import Record
    from extractor.rules import Rules


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the records are to be read and written."""

    rules: Sequence[Path] = ()
    encoding: str | None = None
    with_text: bool = False
    pretty: bool = False


@dataclass(slots=True)
class Tally:
    """What came out: files tried, protocols written, the exit code of each failure."""

    files: int = 0
    records: int = 0
    failures: list[int] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 where all went well, the code of the cause where nothing was read for one cause, else that of a part that failed.

        >>> Tally(1, 0, [13]).exit_code, Tally(2, 1, [13]).exit_code, Tally(2, 0, [13, 14]).exit_code
        (13, 10, 10)
        """
        if not self.failures:
            return OK
        alike = len(self.failures) == self.files and len(set(self.failures)) == 1
        return self.failures[0] if alike else SOME_FAILED


@contextmanager
def collect_seldom() -> Iterator[None]:
    """Let the garbage collector run seldom: a document's objects go by their reference counts.

    Full passes over the caches of words take a tenth of a batch's time (`benchmarks/speed.py`) and find nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def extract_files(found: Found, names: Sequence[str], output: Path | None, wishes: Wishes, voice: Voice) -> int:
    """Read the files that were found and write their records; return the exit code."""
    tally = _start(found, names, wishes, voice)
    rules = load_rules(wishes.rules)
    try:
        if found.paths:
            with collect_seldom(), open_output(output) as out, voice.progress(found.paths) as paths:
                for path in paths:
                    for records in _read(path, rules, wishes, tally, voice):
                        _write(out, records, wishes.pretty, output)
                        tally.records += len(records)
    finally:  # after Ctrl-C too: what was written stays
        if tally.files:
            voice.say("summary", files=tally.files, records=tally.records, failed=len(tally.failures), skipped=len(found.skipped))
    return tally.exit_code


def show_files(found: Found, names: Sequence[str], wishes: Wishes, voice: Voice) -> int:
    """Say which files would be read, on standard output, and write nothing."""
    tally = _start(found, names, wishes, voice)
    load_rules(wishes.rules)
    for path in found.paths:
        tally.files += 1
        fault = fault_of(path)
        if fault:
            tally.failures.append(voice.fault(fault))
        else:
            sys.stdout.buffer.write(os.fsencode(path) + b"\n")
    sys.stdout.buffer.flush()
    voice.say("would_read", files=tally.files - len(tally.failures), skipped=len(found.skipped))
    return tally.exit_code


def _start(found: Found, names: Sequence[str], wishes: Wishes, voice: Voice) -> Tally:
    """Say what is left out and why; begin the count with the folders that cannot be opened."""
    for path, reason in found.skipped:
        voice.say(reason, path=path)
    if not found.paths and not found.faults:
        raise NothingToRead(", ".join(names))
    if wishes.pretty and len(found.paths) > 1:
        raise UsageError(
            detail=(f"--pretty — для одного файла, а названо {len(found.paths)}", f"--pretty is for one file, not for {len(found.paths)}")
        )
    return Tally(files=len(found.faults), failures=[voice.fault(fault) for fault in found.faults])


def _read(path: str, rules: Rules, wishes: Wishes, tally: Tally, voice: Voice) -> Iterator[list[Record]]:
    """The records of a file, document by document; where one fails a sentence says why and the next is read."""
    from extractor.extraction import extract

    found: list[Record] = []
    for source in read_sources(path, wishes.encoding):
        tally.files += 1
        try:
            if isinstance(source, Exception):
                raise source
            records = extract(source, rules=rules, with_text=wishes.with_text)
        except ExtractorError as error:
            tally.failures.append(voice.fault(error))
        except Exception as error:  # a fault of the program on one file is no reason to lose the others
            tally.failures.append(voice.internal(error, path if isinstance(source, Exception) else source.path))
        else:
            found += records
            if not wishes.pretty:
                yield found
                found = []
    if found:
        yield found  # what is indented is one value for the file


def load_rules(folders: Sequence[Path], *, use: bool = True) -> Rules:
    """Load the rules; a folder that is not there and a file that is no UTF-8 are told before they are compiled.

    Where they are for ``use``, a rule that would never read anything is refused rather than passed over in silence.
    """
    from extractor import rules

    for folder in folders:
        if not folder.is_dir():
            raise UnreadableFile(str(folder), detail=("такой папки с правилами нет", "there is no such folder of rules"))
        for path in sorted([*folder.glob("*.toml"), *folder.glob("words/*.txt")]):
            _check_text(path)
    try:
        loaded = rules.load_rules(*folders)
    except (KeyError, TypeError, AttributeError, ValueError) as error:  # TOML, but not in the shape of rules
        what = f"{type(error).__name__}: {error}"
        detail = (f"правила записаны не по образцу rules/README.md ({what})", f"not in the shape of rules/README.md ({what})")
        raise BrokenRule(", ".join(map(str, folders)), detail=detail) from error
    if folders and use:
        _refuse_useless(loaded)
    return loaded


def _refuse_useless(loaded: Rules) -> None:
    from extractor.rulecheck import find_useless

    for rule in loaded.all():
        for ru, en in find_useless(rule):
            raise BrokenRule(rule.file, line=rule.line, detail=(f"правило «{rule.id}»: {ru}", f"rule “{rule.id}”: {en}"))


def _check_text(path: Path) -> None:
    try:
        data = path.read_bytes()
        data.decode("utf-8")
    except OSError as error:
        raise UnreadableFile(str(path), detail=say_why(error)) from error
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        detail = ("не UTF-8; сохраните файл в кодировке UTF-8", "no UTF-8; save the file as UTF-8")
        raise BrokenRule(str(path), line=line, detail=detail) from error


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """Open the output: a file, or standard output where there is no path or it is "-"."""
    if path is None or str(path) == STDIN:
        yield sys.stdout.buffer
        return
    try:
        out = path.open("wb")
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield out
    finally:
        with suppress(OSError):  # every write was flushed, and a failed one was told
            out.close()


def _write(out: BinaryIO, records: Sequence[Record], pretty: bool, path: Path | None) -> None:
    """Write the records of one file, and see them through to the disk's side of the program."""
    values = [record.to_dict() for record in records]
    if pretty:
        whole = json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False, indent=2) + "\n"
    else:
        whole = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)
    try:
        out.write(whole.encode("utf-8"))
        out.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise unwritable(path, error) from error


def write_text(path: Path, content: str, *, read: Sequence[str | Path] = ()) -> None:
    """Write a whole text file in UTF-8; UsageError where that would overwrite a file that was ``read``."""
    if any(is_same_file(str(name), path) for name in read):
        raise UsageError(str(path), detail=OVERWRITES)
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path | None, error: OSError) -> UnwritableFile:
    """The cause of a failed write in words: no such folder, no room, no permission."""
    return UnwritableFile(str(path or "stdout"), detail=say_why(error))
