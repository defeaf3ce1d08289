"""LibreOffice as a program that turns one file into another: alone, without macros, links or network, within a time limit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock

from extractor.errors import BrokenFile, MissingProgram, TooLarge

#: Seconds that one conversion may take, and bytes of address space that it may use (where the system can tell it so).
TIME_LIMIT = 120
_MEMORY = 6 << 30
#: Two programs cannot share a profile.
_ONE_AT_A_TIME = Lock()
_NAMES = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_INSTALL = (
    "нужен LibreOffice: Debian, Ubuntu — apt install libreoffice-writer; macOS — brew install --cask libreoffice; "
    "Windows — winget install TheDocumentFoundation.LibreOffice; или сохраните документ как .docx",
    "LibreOffice is needed: Debian, Ubuntu: apt install libreoffice-writer; macOS: brew install --cask libreoffice; "
    "Windows: winget install TheDocumentFoundation.LibreOffice; or save the document as .docx",
)
#: No macro runs, no link is updated, nothing but the file itself is loaded; a proxy that does not exist stands before the network.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="EnableJava"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop></item>
</oor:items>
"""


def find_program() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in found if path), next((place for place in _PLACES if Path(place).is_file()), None))


def convert(data: bytes, path: str, suffix: str, target: str) -> bytes:
    """Return what LibreOffice makes of a file: ``suffix`` (".doc") says what it is, ``target`` ("docx") what it becomes.

    Raises MissingProgram where LibreOffice is not installed, TooLarge where it takes too long, BrokenFile where it fails.
    """
    program = find_program()
    if program is None:
        raise MissingProgram(path, detail=_INSTALL)
    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        source = Path(folder, "in" + suffix)
        source.write_bytes(data)
        switches = ["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"]
        profile = f"-env:UserInstallation={Path(_profile(os.getpid()).name).as_uri()}"
        with _ONE_AT_A_TIME:
            _run([program, profile, *switches, "--convert-to", target, "--outdir", str(Path(folder, "out")), str(source)], path)
        made = Path(folder, "out", f"in.{target}")
        if not made.is_file():
            raise BrokenFile(path, detail=("LibreOffice не может его открыть", "LibreOffice cannot open it"))
        return made.read_bytes()


@cache  # never let go of one: in a forked process it is still that of the parent
def _profile(process: int) -> tempfile.TemporaryDirectory[str]:
    """A profile of the program's own for each process, kept while it runs: making a new one takes longer than a conversion."""
    folder = tempfile.TemporaryDirectory(prefix="extractor-soffice-")
    user = Path(folder.name, "user")
    user.mkdir()
    user.joinpath("registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return folder


def _run(command: list[str], path: str) -> None:
    """Run a command; at the end of its time it is stopped with all that it started."""
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=_environment()
    )
    try:
        _limit_memory(process.pid)
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise TooLarge(path, detail=(f"LibreOffice не управился за {TIME_LIMIT} с", f"LibreOffice took more than {TIME_LIMIT} s")) from None
    finally:
        _stop(process)


def _environment() -> dict[str, str]:
    """What the program is told by its surroundings: no proxy, no display, no settings of the user."""
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower() and name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return {**kept, "SAL_USE_VCLPLUGIN": "svp"}


def _limit_memory(process: int) -> None:
    if sys.platform == "linux":
        import resource
        from contextlib import suppress

        with suppress(OSError, ValueError):
            resource.prlimit(process, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the whole group: the program is a script that starts another."""
    from contextlib import suppress

    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            import signal

            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
