"""Every sentence of the command line in Russian and in English, and the table of exit codes."""

from __future__ import annotations

import re
from typing import Any

from extractor.errors import EXIT_CODES, ExtractorError

#: Exit codes beside those of the causes in ``errors``.
OK, INTERNAL, BELOW_FLOORS, SOME_FAILED, INTERRUPTED, PIPE_CLOSED = 0, 1, 3, ExtractorError.exit_code, 130, 141

_TEXTS = {
    "internal": ("внутренняя ошибка: {what}; запустите с --debug", "internal error: {what}; run with --debug"),
    "internal_file": ("внутренняя ошибка в файле {path}: {what}; запустите с --debug", "internal error in the file {path}: {what}; run with --debug"),
    "interrupted": ("прервано", "interrupted"),
    "summary": ("файлов: {files}, протоколов: {records}, не прочитано: {failed}, пропущено: {skipped}",
                "files: {files}, protocols: {records}, failed: {failed}, skipped: {skipped}"),
    "would_read": ("будет прочитано файлов: {files}, пропущено: {skipped}; ничего не записано",
                   "files to read: {files}, skipped: {skipped}; nothing was written"),
    "skip_twice": ("{path}: пропущен: назван дважды", "{path}: skipped: named twice"),
    "skip_output": ("{path}: пропущен: в него пишется результат", "{path}: skipped: the result is written to it"),
    "skip_excluded": ("{path}: пропущен: исключён ключом --exclude", "{path}: skipped: excluded by --exclude"),
    "skip_not_included": ("{path}: пропущен: не подходит под --include", "{path}: skipped: does not match --include"),
    "skip_hidden": ("{path}: пропущен: скрытый", "{path}: skipped: hidden"),
    "skip_link": ("{path}: пропущена: ссылка на папку", "{path}: skipped: a link to a folder"),
    "skip_special": ("{path}: пропущен: не обычный файл", "{path}: skipped: not a regular file"),
    "skip_suffix": ("{path}: пропущен: файлы с таким расширением не читаются (назовите их ключом --include)",
                    "{path}: skipped: files with this suffix are not read (name them with --include)"),
    "other_parts": ("{path}: протоколов в файле: {count}; показан № {part}, другие — ключом --part",
                    "{path}: {count} protocols in the file; number {part} is shown, others with --part"),
    "written": ("записано: {path}", "written: {path}"),
    "checked": ("проверено правил: {rules}, примеров: {examples}", "checked: {rules} rules, {examples} examples"),
    "problems": ("ошибок: {count}", "problems: {count}"),
    "ignored": ("записи без эталона: {names}", "records without gold: {names}"),
    "no_value": ("значения нет", "no value"),
    "no_evidence": ("в документе не отмечено: значение не читается из текста", "not marked in the document: the value is not read from its text"),
    "line": ("строка {line}", "line {line}"),
    "page": ("страница {page}", "page {page}"),
    "rule": ("правило {rule}", "rule {rule}"),
    "rule_file": ("{place}, образец: {pattern}", "{place}, pattern: {pattern}"),
    "rule_code": ("в программе, {place}", "in the program, {place}"),
    "rule_unknown": ("в программе", "in the program"),
    "lost": ("не принято: {value}", "lost: {value}"),
    "doubt": ("сомнение: {message}", "doubt: {message}"),
    "legend": ("обозначения:", "legend:"),
    "heading": ("заголовок", "heading"),
    "people": ("люди", "people"),
    "agenda": ("повестка", "agenda"),
    "discussion": ("обсуждение", "discussion"),
    "decisions": ("решения", "decisions"),
    "other": ("прочее", "other"),
}  # fmt: skip

#: Russian names of fields, which ``explain`` takes as well.
FIELDS = {
    "вид": "kind", "номер": "number", "название": "title", "архив": "archive", "утверждение": "approval", "заверил": "certified_by",
    "организация": "organization", "тема": "topic", "дата": "date", "начало": "time_start", "конец": "time_end", "место": "place",
    "председатель": "chair", "секретарь": "secretary", "присутствующие": "attendees", "отсутствующие": "absentees", "кворум": "quorum",
    "повестка": "agenda", "обсуждение": "discussion", "решения": "decisions", "подписи": "signatures", "приложения": "attachments",
    "срок": "deadline", "ответственные": "responsible", "голоса": "votes", "имя": "name", "должность": "position", "текст": "text",
}  # fmt: skip

#: What Typer says of a wrong call, and how it is said in Russian.
_USAGE = (
    (r"No such option: (\S+) \(Possible options: (.+)\)", "нет ключа {0}; похожи: {1}"),
    (r"No such option: (.+)", "нет ключа {0}"),
    (r"No such command '(.+?)'\. Did you mean (.+)\?", "нет команды {0}; похожи: {1}"),
    (r"No such command '(.+?)'\.", "нет команды {0}"),
    (r"Missing command\.", "не названа команда"),
    (r"Missing argument '(.+?)'\.\s*", "не хватает аргумента {0}"),
    (r"Missing option '(.+?)'\.\s*", "не хватает ключа {0}"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", "лишние аргументы: {0}"),
    (r"Option '(.+?)' requires an? (?:\d+ )?arguments?\.", "у ключа {0} нет значения"),
    (r"Option '(.+?)' does not take a value\.", "ключ {0} пишется без значения"),
    (r"Invalid value for '(.+?)': Input should be a valid integer.*", "{0}: нужно целое число"),
    (r"Invalid value for '(.+?)': (.+)", "неверное значение {0}: {1}"),
)  # fmt: skip

_OTHER_CODES = {
    OK: ("всё прочитано и записано", "everything was read and written"),
    INTERNAL: ("ошибка самой программы: запустите с --debug", "a fault of the program itself: run with --debug"),
    BELOW_FLOORS: ("качество ниже порога (evaluate --floors)", "the quality is below a floor (evaluate --floors)"),
    SOME_FAILED: ("несколько файлов: часть не прочитана или причины разные", "several files: some were not read, or for different causes"),
    INTERRUPTED: ("прервано (Ctrl-C)", "interrupted (Ctrl-C)"),
    PIPE_CLOSED: ("читатель закрыл канал (например, head)", "the reader closed the pipe (head, for one)"),
}  # fmt: skip


def text(key: str, lang: str = "ru", **values: Any) -> str:
    """Return a sentence with its values filled in.

    >>> text("summary", "en", files=3, records=4, failed=1, skipped=0)
    'files: 3, protocols: 4, failed: 1, skipped: 0'
    """
    return _TEXTS[key][lang == "en"].format(**values)


def usage(message: str, lang: str = "ru") -> str:
    """Return what Typer says of a wrong call in the language asked for.

    >>> usage("No such option: --outptu (Possible options: --output)")
    'нет ключа --outptu; похожи: --output'
    """
    if lang == "en":
        return message
    for pattern, russian in _USAGE:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return russian.format(*found.groups())
    return message


def exit_codes_table() -> str:
    """Return the table of docs/exit-codes.md: each code, its exception, what it means."""
    rows = {code: (f"`{cause.__name__}`", _plain(cause.ru), _plain(cause.en)) for code, cause in EXIT_CODES.items()}
    rows |= {code: (rows[code][0] if code in rows else "", *said) for code, said in _OTHER_CODES.items()}
    lines = [f"| {code} | {name} | {ru} | {en} |" for code, (name, ru, en) in sorted(rows.items())]
    return "\n".join(["| код / code | класс / class | причина | cause |", "|---:|---|---|---|", *lines]) + "\n"


def _plain(cause: str) -> str:
    return cause.replace("{detail}", "…")
