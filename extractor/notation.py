"""The notation of the rules → one regular expression over the normal form of a line (see ``rules/README.md``).

Words know their own edges, so blanks between the pieces of a pattern are never counted; no repeat is without a bound,
so a line is read in time that grows with its length.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from extractor.language import normal_re
from extractor.language.fold import fold

_NUMERAL = (
    r"(?:(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат|двадцат|тридцат)[а-я]{1,4}"
    r"|один|одн[аоу]|два|две|три|четыре|семь|восемь)"
)
#: Kinds of slots: what may stand at that place.
KINDS = {
    "WORD": r"(?<!\w)[\w.-]{2,40}(?!\w)",
    "WORDS": r"[^\s;:.][^;:\n]{0,80}?",
    "NUMBER": r"(?<!\w)(?:\d[\d ]{0,8}(?<=\d)|[ivx]{1,6}|" + _NUMERAL + r")(?!\w)",
    "NAME": r"[^;:]{2,60}",
    "TEXT": r"\S[\s\S]{0,4000}",
}
#: How often a single sign may be repeated by `*` or `+`, and a bracket by `{n,m}`.
MOST, MOST_GROUPS = 60, 20

_BRACES = r"\{(?:\\.|[^{}\\]|\{[\d,]*\})*\}"
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<raw>{_BRACES})
    | (?P<slot><(?P<name>[a-z_]+)(?::(?P<type>[A-Z]+|{_BRACES}))?>)
    | (?P<gap>\.\.(?P<width>[1-9])(?!\d))
    | (?P<list>@(?P<entries>[a-z_]+))
    | (?P<word>[а-яё]+(?:-[а-яё]+)*[!*]?|\d+)
    | (?P<group>[()\[\]|])
    | (?P<edge>[\^$])
    | (?P<reserved>\.\.|[{{}}<>@*!+])
    | (?P<sign>\\.|[^\s\w])
    | (?P<strange>.)
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_REGEX = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<count>\{\d*(?P<comma>,?)(?P<top>\d*)\})|(?P<repeat>[*+])|(?P<other>.)",
    re.DOTALL,
)
_GROUPS = {"(": "(?:", ")": ")", "[": "(?:", "]": ")?", "|": "|"}
_PAIRS = {")": "(", "]": "["}


class PatternError(ValueError):
    """A pattern that is not well formed: one sentence in Russian and one in English."""

    def __init__(self, ru: str, en: str) -> None:
        super().__init__(ru)
        self.said = (ru, en)


def compile_pattern(pattern: str, words: Mapping[str, frozenset[str]] | None = None) -> re.Pattern[str]:
    """Compile the notation of the rules into one regular expression over normal forms.

    >>> bool(compile_pattern("^ присутствовать :").match("присутствовали: иванов"))
    True
    >>> bool(compile_pattern("протокол № <number:{[\\\\w/-]+}>").search("протокола № 12/3 заседания"))
    True

    Raises PatternError (a ValueError) where the pattern is not well formed or has an unbounded repeat.
    """
    expression = "".join(_translate(pattern.strip(), words or {}))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compiled = normal_re.compile(expression)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        raise PatternError(f"выражение в скобках {{…}} записано с ошибкой ({error})", f"the expression in {{…}} is broken ({error})") from None
    if compiled.search(""):
        raise PatternError("образец подходит к пустой строке, значит, к любой", "the pattern fits an empty line, so it fits any")
    return compiled


def _translate(text: str, words: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield the pieces of the expression, with room for blanks between them."""
    opened: list[str] = []
    before = "start"
    for token in _tokens(text):
        kind = token.lastgroup or ""
        sign = token.group(kind)
        if kind == "group":
            _count_bracket(sign, opened)
        joint = "" if before in ("start", "edge") or sign in ("|", ")", "]") else "[ ]{0,3}"
        if before == "slot" and kind == "slot":
            joint = "[ ]{1,3}"
        elif before == "gap" and joint:
            joint = ",?" + joint
        yield joint + _piece(kind, token, words)
        before = "start" if sign in ("(", "[", "|") else kind
    if opened:
        raise PatternError(f"скобка «{opened[-1]}» не закрыта", f"the bracket “{opened[-1]}” is not closed")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        assert token is not None  # «strange» takes whatever no other mark does
        position = token.end()
        if token["reserved"] or token["strange"]:
            raise _misplaced(token["reserved"] or token["strange"])
        yield token


def _count_bracket(sign: str, opened: list[str]) -> None:
    if sign in "([":
        opened.append(sign)
    elif sign in _PAIRS and (not opened or opened.pop() != _PAIRS[sign]):
        raise PatternError(f"скобка «{sign}» лишняя или закрывает не ту", f"the bracket “{sign}” closes nothing, or another one")


def _piece(kind: str, token: re.Match[str], words: Mapping[str, frozenset[str]]) -> str:
    """The expression of one mark."""
    if kind == "raw":
        return f"(?:{_bound(token['raw'][1:-1])})"
    if kind == "slot":
        return f"(?P<{token['name']}>{_shape(token['type'] or 'WORDS')})"
    if kind == "gap":
        return rf"(?:,?[ ]{{0,3}}(?<![^\s.;:!?,])[^\s.;:!?,]{{1,40}}(?![^\s.;:!?,])){{0,{token['width']}}}?"
    if kind == "list":
        entries = words.get(token["entries"], frozenset())
        if not entries:
            raise PatternError(f"нет списка слов «{token['entries']}» (файла words/{token['entries']}.txt)",
                               f"there is no word list “{token['entries']}” (file words/{token['entries']}.txt)")  # fmt: skip
        return _any_of(map(_phrase, sorted(entries, key=lambda entry: (-len(entry), entry))))
    if kind == "word":
        return _word(fold(token["word"], old=False))
    if kind == "edge":
        return r"^[ ]{0,3}" if token["edge"] == "^" else r"[ .;,]{0,3}$"
    if kind == "group":
        return _GROUPS[token["group"]]
    sign = token["sign"][-1]
    return r"(?:№|n[°o»\"]?|ne|no|н[°о])\.?" if sign == "№" else re.escape(fold(sign, old=False))


def _shape(kind: str) -> str:
    """What a slot of this kind takes."""
    if kind.startswith("{"):
        return _bound(kind[1:-1])
    if kind.upper() not in KINDS:
        there = ", ".join(KINDS)
        raise PatternError(f"неизвестный вид поля «{kind}»; есть: {there}", f"unknown kind of slot “{kind}”; there are: {there}")
    return KINDS[kind.upper()]


def _bound(raw: str) -> str:
    """Give every repeat of an expression a bound; refuse those that may take any text or repeat a bracket for ever.

    >>> _bound(r"больн\\w+ [абв]*")
    'больн\\\\w{1,60} [абв]{0,60}'
    """
    out: list[str] = []
    before = ""
    for found in _REGEX.finditer(raw):
        kind, part = found.lastgroup, found.group()
        if kind in ("repeat", "count"):
            if before in ("repeat", "?") and kind == "repeat":
                raise PatternError("два знака повтора подряд", "two repeats side by side")
            open_end = kind == "repeat" or bool(found["comma"]) and not found["top"]
            if open_end and before in (")", "."):
                raise PatternError("повтор без границы: после скобки или точки пишите {0,5} вместо * или +",
                                   "an unbounded repeat: write {0,5} instead of * or + after a bracket or a dot")  # fmt: skip
            if before == ")" and int(found["top"] or re.sub(r"\D", "", part) or 0) > MOST_GROUPS:
                raise PatternError(f"скобка повторяется больше {MOST_GROUPS} раз", f"a bracket is repeated more than {MOST_GROUPS} times")
            if open_end:
                least = {"*": 0, "+": 1}.get(part) if kind == "repeat" else int(re.sub(r"\D", "", part) or 0)
                part = f"{{{least},{(least or 0) + MOST if (least or 0) > 1 else MOST}}}"
            before = "repeat"
        else:
            before = part if kind == "other" else ""
        out.append(part)
    return "".join(out)


def _any_of(pieces: Iterable[str]) -> str:
    return f"(?:{'|'.join(pieces)})"


def _phrase(entry: str) -> str:
    """A phrase of a word list, written as words are in a pattern."""
    return r"[ ]{1,2}".join(_word(word) for word in entry.split())


@lru_cache(maxsize=4096)
def _word(word: str) -> str:
    if word.endswith("*"):
        return rf"(?<!\w){re.escape(word[:-1])}\w{{0,20}}(?!\w)"
    if word.endswith("!") or not word.isalpha() and "-" not in word:
        return rf"(?<!\w){re.escape(word.rstrip('!'))}(?!\w)"
    from extractor.language.morphology import lexeme_forms

    modern = lexeme_forms(word) | {word}
    forms = sorted(modern | {fold(form, old=True) for form in modern}, key=lambda form: (-len(form), form))
    return rf"(?<!\w){_any_of(map(re.escape, forms))}(?!\w)"


_HINTS = {
    "{": ("скобка «{» не закрыта", "the bracket “{” is not closed"),
    "}": ("скобка «}» лишняя", "the bracket “}” closes nothing"),
    "<": ("поле пишется <имя:ВИД>, имя — малыми латинскими буквами", "a slot is written <name:KIND>, its name in small Latin letters"),
    "@": ("список слов пишется @имя, латинскими буквами", "a word list is written @name, in Latin letters"),
    "*": ("«*» пишется сразу за началом слова: бол*", "“*” comes right behind the beginning of a word: бол*"),
    "!": ("«!» пишется сразу за словом: отпуск!", "“!” comes right behind a word: отпуск!"),
    "+": ("«+» — только внутри {…}", "“+” is only for {…}"),
    "..": ("пропуск пишется ..3: не больше трёх слов", "a gap is written ..3: up to three words"),
}


def _misplaced(sign: str) -> PatternError:
    if sign.lower() in "ѣіѳѵѫ":
        return PatternError(f"буква «{sign}»: правила пишутся в новой орфографии", f"the letter “{sign}”: rules are written in modern spelling")
    ru, en = _HINTS.get("<" if sign == ">" else sign, (f"не понимаю знак «{sign}»", f"unknown sign “{sign}”"))
    return PatternError(ru, en)
