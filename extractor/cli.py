"""The command line and nothing else: what a command does is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractor import __version__
from extractor.errors import BrokenRule, UsageError
from extractor.files import find_files, read_list
from extractor.helptext import Command, Group
from extractor.outcome import Root
from extractor.voice import VOICE


def _set_lang(value: str | None) -> str | None:
    if value not in (None, "ru", "en"):
        raise UsageError(detail=(f"--lang: «{value}», а бывает ru или en", f"--lang: “{value}”, but it is ru or en"))
    return value


def _check_encoding(value: str | None) -> str | None:
    from extractor.reading.encoding import codec_of

    if value is not None and codec_of(value) is None:
        raise UsageError(detail=(f"--encoding: нет кодировки «{value}»", f"--encoding: there is no encoding “{value}”"))
    return value


def _set_debug(value: bool) -> bool:
    VOICE.debug = VOICE.debug or value
    return value


def _show_version(value: bool) -> None:
    if value:
        print(f"extractor {__version__}")
        raise typer.Exit


Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="ru|en", callback=_set_lang, is_eager=True, autocompletion=lambda: ["ru", "en"],
                 help="Язык сообщений: ru или en (или переменная EXTRACTOR_LANG)."),
]  # fmt: skip
Debug = Annotated[bool, typer.Option("--debug", callback=_set_debug, is_eager=True, help="Показывать ошибки программы целиком.")]
RuleFolders = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="Папка со своими правилами: они дополняют встроенные (можно повторять)."),
]
Encoding = Annotated[
    str | None,
    typer.Option("--encoding", metavar="NAME", callback=_check_encoding, help="Кодировка файлов; без ключа определяется сама."),
]

app = typer.Typer(
    cls=Root, name="extractor", pretty_exceptions_enable=False, help="Читает русские протоколы и пишет записи JSON, по одной на протокол."
)
rules_app = typer.Typer(cls=Group, pretty_exceptions_enable=False, help="Правила: проверить или перечислить.")
app.add_typer(rules_app, name="rules")


@app.callback(invoke_without_command=True)
def _program(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Показать версию.")] = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())
        raise typer.Exit(UsageError.exit_code)


@app.command(cls=Command, help="Прочитать протоколы из файлов и папок и записать их как JSON Lines.")
def extract(
    files: Annotated[list[str] | None, typer.Argument(metavar="FILE", help="Файлы и папки; «-» — стандартный ввод.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Куда писать; без ключа — стандартный вывод.")] = None,
    files_from: Annotated[
        str | None, typer.Option("--files-from", metavar="LIST", help="Список файлов, по одному в строке; «-» — стандартный ввод.")
    ] = None,
    include: Annotated[
        list[str] | None,
        typer.Option("--include", metavar="GLOB", help="Читать в папках только такие файлы, например «*.txt» (можно повторять)."),
    ] = None,
    exclude: Annotated[list[str] | None, typer.Option("--exclude", metavar="GLOB", help="Не читать такие файлы и папки (можно повторять).")] = None,
    pretty: Annotated[bool, typer.Option("--pretty", help="JSON с отступами; только для одного файла.")] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="Положить в запись и текст документа.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только сказать, какие файлы будут прочитаны.")] = False,
    rules: RuleFolders = None,
    encoding: Encoding = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Read the protocols of files and folders and write them as JSON Lines."""
    from extractor.run import Wishes, extract_files, show_files

    names = [*(files or ()), *(read_list(files_from) if files_from else ())]
    if not names and files_from is None:
        raise UsageError(detail=("назовите файлы, папки или «-»", "name files, folders or “-”"))
    found = find_files(names, include=include or (), exclude=exclude or (), output=output)
    wishes = Wishes(rules or (), encoding, with_text, pretty)
    names = names or [str(files_from)]
    raise typer.Exit(show_files(found, names, wishes, VOICE) if dry_run else extract_files(found, names, output, wishes, VOICE))


@app.command(cls=Command, help="Показать, что прочитано из файла: текст, блоки, слова с местами на страницах.")
def read(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Файл; «-» — стандартный ввод.")],
    blocks: Annotated[bool, typer.Option("--blocks", help="Показать блоки: вид, номер, место в тексте, текст.")] = False,
    words: Annotated[bool, typer.Option("--words", help="Показать слова: страница, рамка, уверенность, место в тексте, слово.")] = False,
    alto: Annotated[Path | None, typer.Option("--alto", metavar="OUT.xml", help="Записать страницы как ALTO 4.")] = None,
    encoding: Encoding = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Show what was read of a file: its text, its blocks, or its words with their places; write its pages as ALTO."""
    from extractor.commands import show_reading

    show_reading(file, blocks, words, alto, encoding, VOICE)


@app.command(cls=Command, help="Показать, что прочитано в документе, где и каким правилом.")
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Файл с протоколом; «-» — стандартный ввод.")],
    field: Annotated[str | None, typer.Argument(metavar="FIELD", help="Поле: date, place, decisions/0/deadline; без него — весь документ.")] = None,
    part: Annotated[int | None, typer.Option("--part", metavar="N", help="Который протокол файла, считая с 1.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Записать страницу HTML.")] = None,
    page_image: Annotated[
        Path | None, typer.Option("--page-image", metavar="OUT.png", help="Показать прочитанное на картинке страницы (скан, PDF).")
    ] = None,
    rules: RuleFolders = None,
    encoding: Encoding = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Show what was read in a document, where, and by which rule."""
    from extractor.commands import explain_file

    explain_file(file, field, part, (html, page_image), rules or (), encoding, VOICE)


@app.command(cls=Command, help="Вывести схему записи (JSON Schema 2020-12).")
def schema(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Куда записать схему; без ключа — стандартный вывод.")] = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Print the JSON Schema of a record."""
    from extractor.commands import show_schema

    show_schema(out, VOICE)


@app.command(cls=Command, help="Сравнить записи с эталоном и показать точность и полноту.")
def evaluate(
    gold_dir: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Папка с эталоном: файлы ИМЯ.json.")],
    records: Annotated[Path, typer.Argument(metavar="RECORDS", help="Файл записей (JSON Lines), как его пишет extract.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Записать страницу HTML.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Показать каждую ошибку.")] = False,
    ocr: Annotated[bool, typer.Option("--ocr", help="Прощать то, что распознавание делает с буквами.")] = False,
    floors: Annotated[Path | None, typer.Option("--floors", metavar="FILE", help="Файл с порогами: если качество ниже, код выхода 3.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Вывести JSON.")] = False,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Compare records with gold; show precision and recall."""
    from extractor.commands import evaluate_records

    raise typer.Exit(evaluate_records(gold_dir, records, VOICE, html=html, errors=errors, ocr=ocr, floors=floors, as_json=as_json))


@rules_app.command("check", cls=Command, help="Проверить файлы правил и все их примеры.")
def rules_check(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Папка с правилами; без неё — только встроенные.")] = None,
    lang: Lang = None,
    debug: Debug = False,
) -> None:
    """Check rule files and all their examples."""
    from extractor.commands import check_rule_files

    if check_rule_files([folder] if folder else [], VOICE):
        raise typer.Exit(BrokenRule.exit_code)


@rules_app.command("list", cls=Command, help="Перечислить правила: имя, поле, файл и строка, число примеров.")
def rules_list(rules: RuleFolders = None, lang: Lang = None, debug: Debug = False) -> None:
    """List the rules."""
    from extractor.commands import list_rules

    list_rules(rules or ())


def main() -> None:
    """Run the command line: the entry point ``extractor``."""
    app(prog_name="extractor")
