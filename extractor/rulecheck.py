"""Rule files tested by their own examples: every fault is one sentence with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import get_args

from extractor.errors import BrokenRule, say_why
from extractor.record import Reason
from extractor.rulelines import read_entries
from extractor.rules import Rule, arrange, builtin_folder, read_rule, read_words
from extractor.ruletrial import FIELDS, Said, Trial

#: Every rule has at least so many examples that it reads, and that it leaves alone.
LEAST_YES, LEAST_NO = 2, 1
#: Seconds that a rule may take on a line of a few thousand signs.
SLOW = 0.25


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: ``line`` is 0 where there is none, ``rule`` empty where no rule is meant."""

    file: str
    line: int
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and how much was checked; it counts and yields its problems."""

    problems: tuple[Problem, ...]
    rules: int
    examples: int

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)


def check_rules(folders: Sequence[Path] = (), lang: str = "ru") -> Report:
    """Check the built-in rules together with those of the folders, which add to them or override them by id.

    Beside rules of one's own, the built-in ones are only asked whether they still read their examples first.
    """
    check = _Check(lang == "en")
    for folder in (builtin_folder(), *folders):
        check.read_folder(folder)
    check.try_examples(builtin_folder() if folders else None)
    return check.report()


class _Check:
    """The rules as they are read, and the problems as they are found."""

    def __init__(self, english: bool) -> None:
        self.english = english
        self.problems: list[Problem] = []
        self.words: dict[str, frozenset[str]] = {}
        self.rules: dict[str, Rule] = {}

    def say(self, file: Path | str, line: int | None, rule: str, said: Said) -> None:
        """Note a problem in the language of the check."""
        self.problems.append(Problem(str(file), line or 0, rule, said[self.english]))

    def report(self) -> Report:
        """Return all that was found."""
        examples = sum(len(rule.yes) + len(rule.no) for rule in self.rules.values())
        return Report(tuple(self.problems), len(self.rules), examples)

    def read_folder(self, folder: Path) -> None:
        """Read the word lists and the rules of a folder."""
        paths = sorted(folder.glob("*.toml"))
        lists = sorted(folder.glob("words/*.txt"))
        if not paths and not lists:
            nothing = "в папке нет ни правил (*.toml), ни списков слов (words/*.txt)", "no rules (*.toml) and no word lists (words/*.txt) here"
            self.say(folder, 0, "", nothing)
        for path in lists:
            self._read_list(path)
        seen: dict[str, Rule] = {}
        for path in paths:
            content = self._text(path)
            if content is not None:
                self._read_file(path, content, seen)

    def _text(self, path: Path) -> str | None:
        try:
            data = path.read_bytes()
        except OSError as error:
            why = say_why(error)
            self.say(path, 0, "", (f"файл не читается: {why[0]}", f"the file cannot be read: {why[1]}"))
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            self.say(path, line, "", ("не UTF-8; сохраните файл в кодировке UTF-8", "not UTF-8; save the file as UTF-8"))
            return None

    def _read_list(self, path: Path) -> None:
        content = self._text(path)
        if content is None:
            return
        entries = read_words(content)
        if not entries:
            self.say(path, 1, "", ("список слов пуст", "the word list is empty"))
        self.words[path.stem] = self.words.get(path.stem, frozenset()) | entries
        for number, line in enumerate(content.splitlines(), 1):
            strange = re.search(r"[^а-яё0-9 \t.,/!*-]", line.split("#")[0].lower())
            if strange:
                what = strange.group()
                said = f"знак «{what}» в списке слов: пишите русскими буквами, в новой орфографии", f"the sign “{what}”: write modern Russian letters"
                self.say(path, number, "", said)

    def _read_file(self, path: Path, content: str, seen: dict[str, Rule]) -> None:
        try:
            entries = read_entries(path, content)
        except BrokenRule as error:
            self.say(path, error.line, "", _detail(error))
            return
        for entry, lines in entries:
            try:
                rule = read_rule(path, entry, lines, self.words)
            except BrokenRule as error:
                self.say(path, error.line, "", _detail(error))
                continue
            if rule.id in seen:
                first = seen[rule.id]
                self.say(path, rule.line, rule.id, (f"такое имя уже есть: {first.file}:{first.line}", f"this id is taken: {first.file}:{first.line}"))
            replaced = self.rules.get(rule.id)
            if replaced and rule.id not in seen and replaced.field != rule.field:
                at = f"{replaced.field} ({replaced.file}:{replaced.line})"
                taken = f"имя занято правилом другого поля, {at}: оно пропало бы; назовите иначе", f"the id of a rule for {at}, which would be lost"
                self.say(path, rule.line, rule.id, taken)
            seen[rule.id] = rule
            self.rules[rule.id] = rule

    def try_examples(self, spared: Path | None) -> None:
        """Try every example of every rule against all rules; those of the ``spared`` folder in short."""
        trial = Trial(arrange(self.rules.values(), self.words))
        for rule in self.rules.values():
            whole = Path(rule.file).parent != spared
            for said in self._form(rule) if whole else ():
                self.say(rule.file, rule.line, rule.id, said)
            if rule.field not in FIELDS:
                continue
            for example in (*rule.yes, *rule.no):
                for said in trial.faults(rule, example, wanted=example in rule.yes, whole=whole):
                    self.say(rule.file, example.line, rule.id, said)

    def _form(self, rule: Rule) -> Iterator[Said]:
        """What is wrong with a rule before any example is tried."""
        yield from find_useless(rule)
        if len(rule.yes) < LEAST_YES:
            count = len(rule.yes)
            yield f"примеров [[rule.yes]]: {count}, нужно не меньше {LEAST_YES}", f"[[rule.yes]]: {count}, at least {LEAST_YES} are needed"
        if len(rule.no) < LEAST_NO:
            yield f"примеров [[rule.no]] нет, нужен хотя бы {LEAST_NO}", f"there is no [[rule.no]], at least {LEAST_NO} is needed"
        line = _slow_line(rule)
        if line:
            yield f"образец медленный: {line} знаков читает дольше {SLOW} с", f"the pattern is slow: {line} signs take it more than {SLOW} s"


def find_useless(rule: Rule) -> Iterator[Said]:
    """Say why a rule, though well written, can read nothing: an unknown field, a value or slot that its field does not take.

    >>> from extractor.rules import load_rules
    >>> [said for rule in load_rules().all() for said in find_useless(rule)]
    []
    """
    if rule.field not in FIELDS:
        there = ", ".join(FIELDS)
        yield f"неизвестное поле «{rule.field}»; есть: {there}", f"unknown field “{rule.field}”; there are: {there}"
    if rule.field == "reason" and rule.value not in get_args(Reason):
        there = ", ".join(get_args(Reason))
        yield f"value = «{rule.value}»; у причины бывает: {there}", f"value = “{rule.value}”; of a reason it is one of: {there}"
    if rule.field == "section.item" and "number" not in rule.regex.groupindex:
        yield "в образце нет поля <number:NUMBER>, вопрос не узнать", "the pattern has no <number:NUMBER>, so the item cannot be told"


def _slow_line(rule: Rule) -> int:
    """Length of a line that takes the rule too long; 0 where there is none. Grows lines little by little, so as not to hang."""
    heads = ["", *(example.text.lower().split(":")[0] + " " for example in rule.yes[:1])]
    for head in heads:
        for piece in ("а", "а ", "а, ", "1. ", "по "):
            for size in (*range(8, 40, 2), *range(40, 64, 4), 120, 300, 1000, 3000):
                line = head + piece * (size // len(piece)) + "ъ"
                start = process_time()
                (rule.regex.search if rule.field == "reason" else rule.regex.match)(line)
                if process_time() - start > SLOW:
                    return len(line)
    return 0


def _detail(error: BrokenRule) -> Said:
    return error.detail if isinstance(error.detail, tuple) else (error.detail, error.detail)
