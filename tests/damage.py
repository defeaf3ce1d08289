"""Faults that disks, networks and people make in files, by a seed: for the tests and for ``benchmarks/fuzz_files.py``."""

from __future__ import annotations

import io
import random
import zipfile

from officefiles import zipped


def repacked(data: bytes, change: dict[str, bytes | str]) -> bytes:
    """Return a ZIP with some of its members changed or new ones added."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return zipped({**{name: file.read(name) for name in file.namelist()}, **change})


def damaged(data: bytes, seed: int, times: int) -> bytes:
    """Change, cut, repeat or end bytes of a file, or of a member of its package."""
    chance = random.Random(seed)
    if data.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            name = chance.choice(file.namelist())
            part = file.read(name)
        return repacked(data, {name: damaged(part, seed + 1, times)})
    out = bytearray(data)
    for _ in range(times):
        at = chance.randrange(len(out) or 1)
        piece = out[at : at + chance.choice((1, 4, chance.randrange(1, 60), 5000))]
        kind = chance.randrange(6)
        if kind == 0:
            out[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del out[at : at + len(piece)]
        elif kind == 2:
            out[at:at] = piece[:500] * chance.randrange(1, 4)
        elif kind == 3:
            out[at:at] = str(chance.choice((0, -1, 99999999999, "9" * 40))).encode()
        elif kind == 4:
            out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff"))
        elif chance.random() < 0.2:
            del out[at:]
    return bytes(out)
