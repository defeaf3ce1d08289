#!/bin/sh
# Builds the wheel and, for each Python from 3.10 to 3.13 found, installs it alone into a new environment and extracts one text.
#   sh benchmarks/installs.sh [--keep DIR]
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
if [ "${1:-}" = --keep ]; then work=$2 && mkdir -p "$work"; else trap 'rm -rf "$work"' EXIT; fi
text=$(ls "$root"/corpora/*.txt | head -n 1)

pythons() { # the newest release of each version, from PATH, then from pyenv
    for version in 3.10 3.11 3.12 3.13; do
        for candidate in "python$version" $(ls -d ~/.pyenv/versions/$version.*/bin/python 2>/dev/null | sort -V -r); do
            if [ "$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$version" ]; then
                echo "$candidate"
                break
            fi
        done
    done
}

failed=0
set -- $(pythons)
[ $# -gt 0 ] || { echo "no Python from 3.10 to 3.13 found" >&2; exit 1; }
"$1" -m venv "$work/build" && "$work/build/bin/python" -m pip install -q build && "$work/build/bin/python" -m build -o "$work/dist" "$root" >"$work/build.log" 2>&1 ||
    { tail -n 5 "$work/build.log"; exit 1; }
wheel=$(ls "$work"/dist/*.whl)
echo "$(basename "$wheel"): $(wc -c <"$wheel") bytes, $("$1" -m zipfile -l "$wheel" | grep -c rules_data) files of rules"

for python in "$@"; do
    version=$("$python" -c 'import platform; print(platform.python_version())')
    venv=$work/venv-$version
    start=$(date +%s)
    if "$python" -m venv "$venv" && "$venv/bin/python" -m pip install -q "$wheel" >"$work/$version.log" 2>&1 && cd "$work" &&
        found=$("$venv/bin/python" -c '
import sys
from importlib.metadata import version
from extractor import extract
from extractor.rules import builtin_folder
assert builtin_folder().name == "rules_data", builtin_folder()
records = extract(sys.argv[1])
from natasha import NewsEmbedding, NewsNERTagger
import pandas, spacy
NewsNERTagger(NewsEmbedding())
names = "numpy pandas spacy natasha pymorphy2 pydantic setuptools".split()
print(len(records), "record,", records[0].kind, records[0].date, "|", ", ".join(f"{name} {version(name)}" for name in names))
' "$text" 2>>"$work/$version.log") && "$venv/bin/extractor" extract "$text" -o "$work/$version.jsonl" >>"$work/$version.log" 2>&1; then
        echo "$version  installed in $(($(date +%s) - start)) s: $found; extractor: $(wc -l <"$work/$version.jsonl") line"
    else
        failed=1
        echo "$version  FAILED: $(tail -n 1 "$work/$version.log")  ${found:-}"
    fi
done
exit $failed
