"""Roles: which words beside a name make somebody chair, secretary, member or guest of this very meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractor.language import normal_re as re

#: Bodies that need not be named in the heading: «председатель комиссии» is the chair of this commission.
_GENERIC = re.compile(
    r"(?:комисси[ия]|комитета?|собрани[ея]|заседани[ея]|совещани[ея]|правлени[ея]|совета?|президиум\w?|обществ[ао]|бюро|коллеги[ия]|суда?|кафедр\w"
    r"|консилиум\w?|штаба?|сход\w?|сессии|конференции|съезда|педсовета|дум[аы]|управы|жюри|рабочей|группы|встречи|семинара|слушани\w)"
)
_EVENT = r"(?: (?:общего )?(?:заседани[ея]|собрани[ея]|совещани[ея]|сход\w?|сессии|педсовета|конференции|встречи|семинара|слушаний))?"
_BARE = re.compile(
    r"(?:председатель(?:ствующ\w+|ствует|ствовал\w*)?|председательница|секретарь|секр\.?|предс?\.?|члены?|приглашен\w*|гост[ьи]|ведущ(?:ий|ая)|модератор|протоколист)"
    rf"{_EVENT}(?: и секретарь{_EVENT})?"
)
_DEPUTY = re.compile(r"(?:заместител\w+|зам\.?|товарищ|вице) ?-?(?:председател\w+|пред(?:с)?\w*\.?)(?P<body>.*)")
_CHAIR = re.compile(r"(?:со)?(?:председатель(?:ствующ\w+)?|председательница|предс?\.|пред(?= )|пред(?:с|сед)?$)(?P<body>.*)")
_SECRETARY = re.compile(r"(?:ответственный |ученый |технический |отв\.? )?(?:секретарь|секр\.|секр$)(?P<body>.*)")
_MEMBER = re.compile(r"(?:действительн\w+ |постоянн\w+ |независим\w+ )?(?:член(?:ы|ов)?|чл\.)(?P<body>(?:[ \-].*)?)$")
_PLURAL_MEMBERS = re.compile(r"(?:гг\.? |тт\.? )*(?:гласные|депутаты|члены|(?:участники|учредители|акционеры|пайщики)(?= ))(?: [\w .\"«»()/-]{0,60})?")


@dataclass(frozen=True)
class Body:
    """The body whose meeting it is, by the words of the heading."""

    words: frozenset[str] = frozenset()
    initials: str = ""
    joined: str = field(default="")

    @classmethod
    def named_in(cls, lines: Iterable[str]) -> Body:
        """Read the words of the heading (normal form).

        >>> Body.named_in(["заседания врачебной комиссии"]).has("вк")
        True
        """
        words = [w for line in lines for w in re.findall(r"[а-я]+", line)]
        return cls(frozenset(words), " ".join(("".join(w[0] for w in words), "".join(w[0] for w in words if len(w) > 2))), "".join(words))

    def has(self, phrase: str) -> bool:
        """Does a phrase («судейской коллегии», «профкома», «ВК») name this body?

        >>> body = Body.named_in(["заседания профсоюзного комитета", "городская дума"])
        >>> body.has("профкома"), body.has("совета ветеранов"), body.has("комитета"), body.has("думы")
        (True, False, True, True)
        """
        words = [w for w in re.findall(r"[а-я]+", re.sub(r"(?<=[а-я])\.(?=[а-я])", "", phrase)) if len(w) > 1 or w == phrase][:2]
        return bool(words) and all(_GENERIC.fullmatch(w) or self._names(w) for w in words)

    def _names(self, word: str) -> bool:
        if len(word) >= 5 and any(w[:5] == word[:5] or w.endswith(word) for w in self.words) or word in self.words:
            return True
        if len(word) <= 5 and (word in self.initials or len(word) > 2 and word in self.joined):
            return True
        return any(
            any(w.startswith(word[:cut]) for w in self.words) and any(w.startswith(word[cut : cut + 3]) for w in self.words)
            for cut in range(3, min(6, len(word) - 2))
        )


def is_event(norm: str) -> bool:
    """«(участники) совещания:»: words that only name the event.

    >>> is_event("публичных слушаний"), is_event("от завкома")
    (True, False)
    """
    return bool(re.fullmatch(r"(?:[а-я-]+(?:ого|ей|ых) )?(?:совещани|собрани|заседани|встреч|слушани|сход|семинар|конференци|сесси|педсовет)[а-я]*", norm.strip(" .:")))


def role_of(norm: str, body: Body | None = None) -> tuple[str | None, bool]:
    """Role that words beside a name give, and whether they are nothing but the role.

    >>> role_of("председатель"), role_of("член комиссии"), role_of("главный врач")
    (('chair', True), ('member', False), (None, False))
    >>> role_of("председатель профкома"), role_of("председатель профкома", Body.named_in(["заседание профкома"]))
    ((None, False), ('chair', False))
    """
    norm = norm.strip(" .,:;-–—")
    body = body or Body()
    bare = bool(_BARE.fullmatch(norm))
    if bare and re.match(r"ведущ|модератор|председательств|протоколист", norm):
        return ("secretary" if norm.startswith("протокол") else "chair"), True
    if re.match(r"(?:приглашен\w*|гост[ьи])$", norm):
        return "invited", True
    found = _DEPUTY.fullmatch(norm)
    if found:
        return ("member", False) if _mine(found["body"], body) else (None, False)
    for pattern, role in ((_CHAIR, "chair"), (_SECRETARY, "secretary"), (_MEMBER, "member")):
        found = pattern.fullmatch(norm)
        if found:
            return (role, bare) if bare or _mine(found["body"], body) else (None, False)
    return None, bare


def _mine(phrase: str, body: Body) -> bool:
    phrase = phrase.strip(" .-")
    return not phrase or bool(re.fullmatch(_EVENT.strip(), " " + phrase)) or body.has(phrase)


def label_role(norm: str, body: Body) -> str | None:
    """Role of all who stand under a label («Члены комиссии», «Приглашённые», «гг. гласные»).

    >>> label_role("члены комиссии", Body()), label_role("приглашенные лица", Body()), label_role("от завкома", Body())
    ('member', 'invited', None)
    """
    norm = norm.strip(" .,:;-–—")
    if re.match(r"(?:(?:по )?приглаш|гост[ьи]|на (?:заседание|собрание|совещание) приглаш)", norm):
        return "invited"
    members = _PLURAL_MEMBERS.fullmatch(norm)
    if members:
        rest = re.sub(r"^(?:гг\.? |тт\.? )*[а-я]+", "", norm).strip()
        return "member" if not rest or norm.startswith(("гласные", "депутаты")) or body.has(rest) else None
    return role_of(norm, body)[0]
