"""Help in Russian or English: the texts stand in Russian in ``cli``, here is their English, and Typer's own words in Russian."""

from __future__ import annotations

import sys
from typing import Any

from typer.core import TyperCommand, TyperGroup

from extractor.voice import VOICE

ENGLISH = {
    "Читает русские протоколы и пишет записи JSON, по одной на протокол.": "Reads Russian minutes and writes JSON records, one a protocol.",
    "Прочитать протоколы из файлов и папок и записать их как JSON Lines.": "Read the protocols of files and folders and write them as JSON Lines.",
    "Показать, что прочитано в документе, где и каким правилом.": "Show what was read in a document, where, and by which rule.",
    "Вывести схему записи (JSON Schema 2020-12).": "Print the schema of a record (JSON Schema 2020-12).",
    "Сравнить записи с эталоном и показать точность и полноту.": "Compare records with gold; show precision and recall.",
    "Правила: проверить или перечислить.": "Rules: check or list them.",
    "Проверить файлы правил и все их примеры.": "Check rule files and all their examples.",
    "Перечислить правила: имя, поле, файл и строка, число примеров.": "List the rules: id, field, file and line, number of examples.",
    "Файлы и папки; «-» — стандартный ввод.": "Files and folders; “-” is standard input.",
    "Куда писать; без ключа — стандартный вывод.": "Where to write; standard output if left out.",
    "Список файлов, по одному в строке; «-» — стандартный ввод.": "A list of files, one a line; “-” is standard input.",
    "Читать в папках только такие файлы, например «*.txt» (можно повторять).": "Read only such files in folders, as “*.txt” (repeatable).",
    "Не читать такие файлы и папки (можно повторять).": "Leave such files and folders out (repeatable).",
    "JSON с отступами; только для одного файла.": "Indented JSON; for one file only.",
    "Положить в запись и текст документа.": "Put the text of the document into the record too.",
    "Только сказать, какие файлы будут прочитаны.": "Only say which files would be read.",
    "Папка со своими правилами: они дополняют встроенные (можно повторять).": "A folder of rules that add to the built-in ones (repeatable).",
    "Кодировка файлов; без ключа определяется сама.": "Encoding of the files; recognised if left out.",
    "Файл с протоколом; «-» — стандартный ввод.": "A file with a protocol; “-” is standard input.",
    "Поле: date, place, decisions/0/deadline; без него — весь документ.": "A field: date, place, decisions/0/deadline; else the whole document.",
    "Который протокол файла, считая с 1.": "Which protocol of the file, from 1.",
    "Записать страницу HTML.": "Write a page of HTML.",
    "Показать прочитанное на картинке страницы (скан, PDF).": "Show what was read on the picture of the page (a scan, a PDF).",
    "Показать, что прочитано из файла: текст, блоки, слова с местами на страницах.":
        "Show what was read of a file: text, blocks, words with their places on pages.",
    "Файл; «-» — стандартный ввод.": "A file; “-” is standard input.",
    "Показать блоки: вид, номер, место в тексте, текст.": "Show the blocks: kind, number, offsets, text.",
    "Показать слова: страница, рамка, уверенность, место в тексте, слово.": "Show the words: page, box, confidence, offsets, word.",
    "Записать страницы как ALTO 4.": "Write the pages as ALTO 4.",
    "Куда записать схему; без ключа — стандартный вывод.": "Where to write the schema; standard output if left out.",
    "Папка с эталоном: файлы ИМЯ.json.": "The folder of gold: files NAME.json.",
    "Файл записей (JSON Lines), как его пишет extract.": "A file of records (JSON Lines) as extract writes it.",
    "Показать каждую ошибку.": "Show every error.",
    "Прощать то, что распознавание делает с буквами.": "Forgive what OCR does to letters.",
    "Файл с порогами: если качество ниже, код выхода 3.": "A file of floors: exit code 3 if the quality is below one.",
    "Вывести JSON.": "Print JSON.",
    "Папка с правилами; без неё — только встроенные.": "A folder of rules; only the built-in ones if left out.",
    "Язык сообщений: ru или en (или переменная EXTRACTOR_LANG).": "Language of messages: ru or en (or the variable EXTRACTOR_LANG).",
    "Показывать ошибки программы целиком.": "Show faults of the program in full.",
    "Показать версию.": "Show the version.",
}  # fmt: skip
_RUSSIAN = {
    "Show this message and exit.": "Показать эту справку.",
    "Install completion for the current shell.": "Включить дополнение команд в этой оболочке.",
    "Show completion for the current shell, to copy it or customize the installation.": "Показать код дополнения команд для этой оболочки.",
}
_WORDS = {"Usage:": "Вызов:", "Arguments:": "Аргументы:", "Options:": "Ключи:", "Commands:": "Команды:",
          "[OPTIONS]": "[КЛЮЧИ]", "COMMAND [ARGS]...": "КОМАНДА [АРГУМЕНТЫ]...", "[required]": "[обязательно]"}  # fmt: skip
_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "Аргументы",
    "OPTIONS_PANEL_TITLE": "Ключи",
    "COMMANDS_PANEL_TITLE": "Команды",
    "REQUIRED_LONG_STRING": "[обязательно]",
}


def translate(said: str | None) -> str | None:
    """Return a help text in the language of the run."""
    return (ENGLISH if VOICE.lang == "en" else _RUSSIAN).get(said or "", said)


def _words(said: str) -> str:
    """Put Typer's own words in a plain help page into Russian."""
    for english, russian in _WORDS.items() if VOICE.lang != "en" else ():
        said = said.replace(english, russian)
    return said


def _prepare(command: Any, ctx: Any) -> None:
    """Translate the texts of a command and its parts; boxes and colours are for terminals only."""
    for part in [command, *command.get_params(ctx), *getattr(command, "commands", {}).values()]:
        if hasattr(part, "help"):
            part.help = translate(part.help)
        if getattr(part, "param_type_name", "") == "argument" or getattr(part, "is_flag", False):
            part.display_type_rich = lambda ctx: ""  # «FILE <list[str]>» is for programmers
    if not sys.stdout.isatty():
        command.rich_markup_mode = None
    elif VOICE.lang != "en":
        from typer import rich_utils

        for name, title in _PANELS.items():
            setattr(rich_utils, name, title)


class _InLanguageOfRun:
    """Help pages in the language of the run; mixed into what Typer writes them with."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        _prepare(self, ctx)
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _words(super().get_help(ctx))  # type: ignore[misc]

    def get_usage(self, ctx: Any) -> str:
        """Return the line that shows how to call."""
        return _words(super().get_usage(ctx))  # type: ignore[misc]


class Command(_InLanguageOfRun, TyperCommand):
    """A command whose help is in the language of the run."""


class Group(_InLanguageOfRun, TyperGroup):
    """A group of commands whose help is in the language of the run."""
