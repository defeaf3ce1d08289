"""What can go wrong: one exception and one exit code for each cause that a user can act on.

A sentence names the file (and line, where there is one), the cause and what to do about it, in Russian or
English. :data:`EXIT_CODES` is the whole table; 0 is success, 1 a fault of the program itself.
"""

from __future__ import annotations

import errno
from typing import ClassVar


class ExtractorError(Exception):
    """A cause that a user can act on; its subclasses say which.

    ``detail`` is what the sentence adds to the cause: one text, or a Russian and an English one.

    >>> print(EmptyFile("протокол.txt"))
    протокол.txt: файл пуст: в нём нет ни одного знака, кроме пробелов
    >>> print(BrokenRule("явка.toml", line=7, detail="нет образца").message("en"))
    явка.toml:7: the rule file is broken: нет образца
    """

    exit_code: ClassVar[int] = 10
    ru: ClassVar[str] = "не удалось обработать файл"
    en: ClassVar[str] = "the file could not be processed"

    def __init__(self, path: str = "", *, line: int | None = None, detail: str | tuple[str, str] = "") -> None:
        super().__init__(path)  # what pickle hands to a new object; the rest travels in __dict__
        self.path = path
        self.line = line
        self.detail = detail

    def message(self, lang: str = "ru") -> str:
        """Say in one sentence where and what the matter is: ``lang`` is "ru" or "en"."""
        english = lang == "en"
        cause = self.en if english else self.ru
        detail = self.detail if isinstance(self.detail, str) else self.detail[english]
        if "{detail}" in cause:
            cause = cause.replace("{detail}", detail or "?")
        elif detail:
            cause = f"{cause}: {detail}"
        place = f"{self.path}:{self.line}" if self.path and self.line is not None else self.path
        return f"{place}: {cause}" if place else cause

    def __str__(self) -> str:
        return self.message()


class UsageError(ExtractorError):
    """The call makes no sense: an unknown option, value or name."""

    exit_code = 11
    ru = "неверный вызов"
    en = "wrong usage"


class UnreadableFile(ExtractorError):
    """The file cannot be opened: missing, forbidden, a directory, gone while it was read."""

    exit_code = 12
    ru = "файл не читается"
    en = "the file cannot be read"


class EmptyFile(ExtractorError):
    """No bytes, or nothing but white space."""

    exit_code = 13
    ru = "файл пуст: в нём нет ни одного знака, кроме пробелов"
    en = "the file is empty: it holds nothing but white space"


class BinaryFile(ExtractorError):
    """Bytes that are neither text nor a format that the program knows."""

    exit_code = 14
    ru = "это не текст, а двоичный файл неизвестного вида; дайте текстовый файл"
    en = "this is not text but a binary file of an unknown kind; give a text file"


class UnsupportedFormat(ExtractorError):
    """A known format that this version does not read; ``detail`` names it."""

    exit_code = 15
    ru = "формат {detail} эта версия не читает; сохраните документ как простой текст (.txt)"
    en = "this version does not read {detail}; save the document as plain text (.txt)"


class UnknownEncoding(ExtractorError):
    """In no encoding do the bytes look like Russian text."""

    exit_code = 16
    ru = "кодировка не распознана: ни в одной текст не похож на русский; укажите её (--encoding)"
    en = "unknown encoding: in none does the text look like Russian; name it (--encoding)"


class WrongEncoding(ExtractorError):
    """The encoding that the user named is unknown or does not fit the bytes; ``detail`` names it."""

    exit_code = 17
    ru = "файл не читается в указанной кодировке {detail}"
    en = "the file does not decode in the encoding that was named, {detail}"


class NoProtocol(ExtractorError):
    """The text was read, but holds no protocol."""

    exit_code = 18
    ru = "в тексте не найдено протокола"
    en = "no protocol was found in the text"


class BrokenRule(ExtractorError):
    """A rule file, or one of its rules, is not well formed or fails its own examples."""

    exit_code = 19
    ru = "ошибка в файле правил"
    en = "the rule file is broken"


class BadRecords(ExtractorError):
    """A file of records that is not JSON lines, or not protocol records."""

    exit_code = 20
    ru = "это не записи протоколов"
    en = "these are not protocol records"


class BadGold(ExtractorError):
    """A file of gold that is not well formed or does not belong to the records."""

    exit_code = 21
    ru = "ошибка в эталоне"
    en = "the gold file is broken"


class UnwritableFile(ExtractorError):
    """The result cannot be written: no room, no permission, no such folder."""

    exit_code = 22
    ru = "не удаётся записать файл"
    en = "the file cannot be written"


class MissingPackage(ExtractorError):
    """An optional package is needed and not installed; ``detail`` names it."""

    exit_code = 23
    ru = "нужен пакет {detail}; установите его (pip install {detail})"
    en = "the package {detail} is needed; install it (pip install {detail})"


class BrokenFile(ExtractorError):
    """A file of a known format that is damaged, cut short or made to harm; ``detail`` says where."""

    exit_code = 24
    ru = "файл повреждён"
    en = "the file is damaged"


class LockedFile(ExtractorError):
    """The file is encrypted: a password is needed to open it."""

    exit_code = 25
    ru = "файл зашифрован; снимите пароль и сохраните заново"
    en = "the file is encrypted; take the password off and save it again"


class TooLarge(ExtractorError):
    """Reading would take more memory or time than a file may; ``detail`` says what is too large."""

    exit_code = 26
    ru = "файл слишком велик"
    en = "the file is too large"


class MissingProgram(ExtractorError):
    """A program that the format needs is not installed; ``detail`` says what to install on Debian, macOS and Windows."""

    exit_code = 27
    ru = "не хватает программы"
    en = "a program is missing"


class SeveralDocuments(ExtractorError):
    """An archive holds several documents where one is asked for."""

    exit_code = 28
    ru = "в архиве несколько документов; назовите один или прочтите все (extract)"
    en = "the archive holds several documents; name one of them or read all (extract)"


_SYSTEM_CAUSES = {
    errno.ENOENT: ("нет такого файла или папки", "there is no such file or folder"),
    errno.EISDIR: ("это папка, а не файл", "it is a directory, not a file"),
    errno.ENOTDIR: ("часть пути — не папка", "a part of the path is no folder"),
    errno.EACCES: ("нет права доступа", "permission denied"),
    errno.EPERM: ("нет права доступа", "permission denied"),
    errno.ENOSPC: ("на диске нет места", "no room on the disk"),
    errno.EDQUOT: ("исчерпана квота на диске", "the disk quota is used up"),
    errno.EROFS: ("диск только для чтения", "the disk is read-only"),
    errno.ENAMETOOLONG: ("имя слишком длинное", "the name is too long"),
    errno.ELOOP: ("ссылка ведёт сама на себя", "the link leads to itself"),
    errno.EIO: ("диск не читается или не пишется", "the disk failed"),
    errno.EMFILE: ("открыто слишком много файлов", "too many files are open"),
}


def say_why(error: Exception) -> tuple[str, str]:
    """Return why the system refused a file, in Russian and in English.

    >>> say_why(FileNotFoundError(errno.ENOENT, "No such file or directory"))[0]
    'нет такого файла или папки'
    >>> say_why(OSError(errno.EBADF, "Bad file descriptor"))[0]
    'отказ системы: EBADF'
    """
    number = getattr(error, "errno", None)
    if number is None:
        return ("путь записан неверно", str(error))  # ValueError: a NUL in the path
    return _SYSTEM_CAUSES.get(number) or (f"отказ системы: {errno.errorcode.get(number, number)}", str(error))


_CAUSES: tuple[type[ExtractorError], ...] = (
    ExtractorError, UsageError, UnreadableFile, EmptyFile, BinaryFile, UnsupportedFormat, UnknownEncoding,
    WrongEncoding, NoProtocol, BrokenRule, BadRecords, BadGold, UnwritableFile, MissingPackage,
    BrokenFile, LockedFile, TooLarge, MissingProgram, SeveralDocuments,
)  # fmt: skip

#: Exit code of the command line for each cause.
EXIT_CODES: dict[int, type[ExtractorError]] = {cause.exit_code: cause for cause in _CAUSES}
