"""Style and types are part of the tests; the README's example too."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"{done.stdout}\n{done.stderr}".strip()


def test_ruff() -> None:
    complaints = run("ruff", "check", "--no-cache", "--output-format", "concise", ".")
    assert not complaints, complaints


def test_mypy() -> None:
    complaints = run("mypy")
    assert not complaints, complaints


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_readme_example(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert blocks
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name, name, 0)
    failed, tried = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test)
    assert tried and not failed


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_readme_names_what_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^):#]+)\)", text):
        assert (ROOT / target).exists(), target
    for command in ("./run-sample", "./run-tests"):
        assert command in text


def test_rules_travel_in_the_wheel() -> None:
    """The wheel takes the rules from the folder that a clone reads (benchmarks/installs.sh installs it)."""
    assert '"rules" = "extractor/rules_data"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert (ROOT / "extractor" / "py.typed").exists()
    assert not (ROOT / "extractor" / "rules_data").exists(), "a copy of the rules would hide changes in rules/"
