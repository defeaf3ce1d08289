"""Blocks → passages: which part of the protocol each block belongs to, cut where a new part begins inside a block."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.fields.boundaries import cut_parts
from extractor.fields.looks import META, SPEECH, acts, decides, is_bare_roman, is_speaker_line, is_titled, opens_turn, signs, speaks, tells_speaker
from extractor.fields.outlook import Outlook
from extractor.fields.passages import Passage, find_cue, find_cues, read_pointer
from extractor.fields.presence import TABLE, heads_presence
from extractor.fields.tally import Tally
from extractor.fields.task_table import read_columns
from extractor.fields.vote_sentences import is_vote_sentence
from extractor.language import normal_re as re
from extractor.language.morphology import is_known
from extractor.language.ordinary import COMMON, is_animate, rank
from extractor.layout.markers import ordinal
from extractor.markup import Markup
from extractor.model import Block
from extractor.rules import Match

#: «Комиссия, выслушав стороны и изучив табель …, решила:»: the words that count stand last.
_ENDS_RESOLVED = re.compile(r"(?:постановил[аио]?|постановляет|решил[аио]?|решает|определил[аио]?|приговорил[аио]?) ?:[ ]*$")
#: «Вопрос: …» in the opening is the one matter.
_QUESTION = re.compile(r"вопрос(?: один| единственный)? ?[:-] ?(?=[«\"а-я])")
#: Rows of a table that counts votes: nothing in them is a decision.
_VOTE_ROW = re.compile(r"(?:за про-?тив|в % (?:от|к)|% от числа|(?:количество|число) голосов )")
#: «1. Ход бетонных работ (докл. Рогов)»: a matter with its speaker, no person of a list.
_REPORTED = re.compile(r"\w [(/](?:со)?(?:докл|сообщ|информ|инф)\w*[.: -]")


def _labels_cell(markup: Markup, block: Block) -> bool:
    """«Члены комиссии | Рогов П. И., Лис А. А.»: a label in a cell needs no colon."""
    if len(block.cells) != 2 or not re.fullmatch(r"(?:члены|состав)(?: [\w «»\"-]{3,40})?", block.norm[slice(*block.cells[0])].strip()):
        return False
    names = markup.names(block, bare=True)
    return bool(names) and names[0].start >= block.cells[1][0]


def _is_matter(block: Block) -> bool:
    """«1. Насос» below those present: a word of the dictionary that is no person."""
    word = re.fullmatch(r"(?P<noun>[а-я]{4,})[ .]*", block.norm[block.body :])
    return word is not None and is_known(word["noun"]) and not is_animate(word["noun"]) and rank(word["noun"]) <= COMMON


def divide_sections(markup: Markup) -> list[Passage]:
    """Return the passages of a part in order, each with the section it stands in."""
    return list(_Walk(markup).run())


class _Walk:
    """Goes through the blocks once; remembers the section, the agenda, and the numbers counted so far."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.section = "head"
        self.body = False
        self.counts = Tally()
        self.pair = False
        self.heard_numbers: list[int] = []
        self.started = False
        self.outlook = Outlook(markup)
        self.before = ""
        self.heard_bare = False
        self.question = False
        self.columns = False  # the last block was a cell of two columns
        self.table = False  # a table of decisions is being read
        self.listing = False  # numbers are counted inside the report in hand

    def run(self) -> Iterator[Passage]:
        for index, block in enumerate(self.markup.part.blocks):
            self.outlook.index = index
            if block.kind == "heard" and is_vote_sentence(block.norm):
                yield self._open(Passage("vote", block, 0, "section.vote.sentence", True))
                continue
            if block.kind in ("heard", "decided"):
                yield self._open(Passage(block.kind, block, block.body if block.kind == "heard" else 0, "section.columns", True))
                self.columns = True
                continue
            first, at = "", 0
            for piece in cut_parts(self.markup, block, self):
                at = len(block.norm) if piece is block else max(block.norm.find(piece.norm, at), at) + len(piece.norm)
                self.outlook.rest = block.norm, at
                passage = self._place(piece)
                self.table = passage.section == "decided" and (self.table and not passage.opens or read_columns(piece) is not None)
                self.listing = not passage.opens and (self.listing or piece.style in ("1.", "1)"))
                self.counts.add(passage)
                self.started = self.started or not passage.opens and bool(passage.text.strip())
                self.before = piece.text.rstrip()
                self.columns = False
                yield self._open(passage) if passage.opens else passage
                first = first or passage.section
            if first == "present" and self.section == "absent" and not self.markup.names(block, bare=True)[:1] or first == "present" and self.section == "absent" and block.norm.rstrip(" .").endswith((")", "соблюден", "имеется")):
                self.section = first

    def _open(self, passage: Passage) -> Passage:
        if passage.section == "decided" and self.section == "heard" and self.started is False and not passage.text.strip() and passage.rule != "section.pair":
            self.pair = True
        if passage.section == "decided":
            self.counts.open_decisions()
        self.section = passage.section
        self.heard_bare = passage.section == "heard" and re.match(r"[ :.]*(?:1[.)]|$)", passage.text) is not None
        if passage.section in ("heard", "spoke", "decided", "item", "body", "vote"):
            self.body = True
        self.started = bool(passage.text.strip())
        return passage

    def _place(self, block: Block) -> Passage:
        """Say which section a block belongs to."""
        if not self.body and block.cells and heads_presence(block):
            return Passage("present", block, len(block.text), TABLE, True)
        if not self.body and self.section != "agenda" and _labels_cell(self.markup, block):
            return Passage("present", block, block.cells[1][0], "section.present.cell", True)
        columns = read_columns(block) if self.section not in ("decided", "control") else None
        if columns and "state" not in columns and (self.body or "who" in columns and "when" in columns):
            return Passage("decided", block, 0, "section.decided.table", True)
        asked = _QUESTION.match(block.norm) if not self.body and not self.counts.agenda and not block.style else None
        if asked and not block.text.rstrip().endswith("?"):
            self.question = True
            return Passage("agenda", block, asked.end(), "section.agenda.question", True)
        starts = [block.body] if block.style and block.style != "-" else [0]
        if not self.body and not self.counts.agenda and self.outlook.heads_agenda(block, body=self.body) and (find_cue(self.markup, block, 0, opening=True) or ("spoke",))[0] == "spoke":
            return Passage("agenda", block, len(block.text), "section.agenda.unnamed", True)
        for at in starts:
            item = self.markup.rules.match("section.item", block.norm, at)
            if item:
                placed = self._place_item(block, at, item)
                if placed:
                    return placed
            for cue in find_cues(self.markup, block, at, opening=not self.body):
                if self._accepts(cue, block, at):
                    return self._start(cue[0], block, cue[1])
        if self.body and not block.style and _ENDS_RESOLVED.search(block.norm):
            return Passage("decided", block, len(block.text), "section.decided.last", True)
        return self._continue(block)

    def _place_item(self, block: Block, at: int, item: Match) -> Passage | None:
        number = read_pointer(block, item)
        after = item.stop
        while after < len(block.norm) and block.norm[after] in " .,:-":
            after += 1
        cue = find_cue(self.markup, block, after, opening=False)
        if self.section == "agenda" and block.style in ("", "1.", "1)") and item.rule.id == "section.item.numbered" and not cue and after < len(block.text) and not (number == "1" and (self.counts.agenda_style or len(self.counts.agenda) > 1)):
            return None
        if cue:
            return Passage(cue[0], block, cue[1].stop, cue[1].rule.id, True, number)
        told = re.match(r"(?:информаци|доклад|сообщени|отчет|выступ|заслуш|говорил|рассмотр)", block.norm[after:])
        parted = re.match(r"[ ]{0,2}[:.]|[ ]{1,2}-", block.norm[item.stop :]) or item.rule.id == "section.item.question" and re.match(r"[ ]{0,3}$", block.norm[item.stop :])
        if self.section == "decided" and self.table and not block.text[item.stop :].strip(" :.\t"):
            return Passage("decided", block, 0)  # a row of the table that says to which matter the next ones belong
        decides_on = self.section in ("decided", "vote") and parted and not told and not self.outlook.decision_ahead()
        return Passage("decided" if decides_on else "item", block, after, item.rule.id, True, number)

    def _accepts(self, cue: tuple[str, Match], block: Block, at: int) -> bool:
        name, match = cue
        if name == "decided" and is_vote_sentence(block.norm[at:]):
            return False
        if name in ("chair", "secretary") and self.section in ("present", "invited") and block.text[:1].islower() and block.gap < 2 and not block.style and not self.before.endswith((",", ":")):
            return False  # the post of the person on the line above
        if name in ("chair", "secretary") and self.section in ("present", "invited") and block.gap < 2 and self.outlook.holds_another_office(block, at):
            return False
        if name in ("present", "absent", "invited", "chair", "secretary") and block.style in ("1.", "1)", "1.1") and self.section in ("agenda", "decided"):
            return False
        if name == "control":
            return self.section != "agenda" and not (block.style and self.section in ("agenda", "head"))
        if name == "spoke" and self.section == "agenda" and block.style:
            return False
        if name == "heard" and self.section == "agenda" and block.style and ":" not in block.norm[match.start : match.stop + 1]:
            return bool(self.counts.agenda) and block.gap > 1 and bool(self.markup.names(block, bare=True))
        if name == "decided" and self.section in ("agenda", "present") and block.style and ":" not in block.norm[match.start : match.stop + 1]:
            return False
        if name == "vote" and not self.body and self.section in ("head", "present", "agenda"):
            return self.section == "agenda" and not block.style
        if name == "closing":
            return self.body or self.section != "head"  # «Начало в 10 час. Конец в 12 час.» is the heading's
        if name == "attachments":
            return self.body
        if name == "agenda" and self.body:
            return self.section not in ("decided",) and not self.counts.agenda and (":" in block.norm[match.start : match.stop + 1] or len(block.text) < 60)
        return not (name == "decided" and block.style == "-" and self.section == "decided")

    def _start(self, name: str, block: Block, match: Match) -> Passage:
        number = read_pointer(block, match) if "number" in match.slots else None
        if number is None and block.style in ("1.", "1)", "I", "§", "п.", "А.") and name in ("heard", "decided", "spoke"):
            number = block.number
        if name == "decided":
            pointer = self.markup.rules.search("section.item", block.norm, match.start, match.stop)
            number = read_pointer(block, pointer) if pointer else number
        return Passage(name, block, match.stop, match.rule.id, True, number)

    def _continue(self, block: Block) -> Passage:
        """Place a block that has no words of its own to say where it belongs."""
        if not block.style and (self.body or self.counts.agenda) and is_vote_sentence(block.norm) and self.section in ("decided", "vote", "heard", "spoke", "body", "item", "agenda"):
            return Passage("vote", block, 0, "section.vote.sentence", True)
        if self.body and signs(self.markup, block, self.section, last=self.outlook.index >= len(self.markup.part.blocks) - 4):
            return Passage("signed", block, 0, "section.signature", self.section != "signed")
        if self.section in ("present", "absent", "invited", "chair", "secretary"):
            return self._after_list(block)
        if self.section == "agenda":
            return self._after_agenda(block)
        if self.section in ("decided", "vote"):
            return self._after_decided(block)
        if self.section in ("heard", "spoke", "body", "item", "closing", "control") or self.section == "head":
            if self.pair and self.section == "heard":
                return self._pair(block)
            if self.heard_bare and self.section == "heard" and block.style in ("1.", "1)", "I", "§") and block.style == (self.counts.head_style or block.style) and ordinal(block.number) == self.counts.head_last + 1:
                return Passage("heard", block, block.body, "section.heard.item", False, block.number)
            if self._heads(block):
                return self._item(block)
            if self.section == "body" and self._heads_first(block):
                return self._item(block)
            if self.section in ("item", "body") and self._numbers_next(block) and not self.listing:
                return self._item(block)
            if self.section in ("item", "body") and self._orders(block):
                return Passage("decided", block, 0, "section.decided.points", True)
            if self.section == "item":
                return Passage("body", block, 0)
        return Passage(self.section, block, 0)

    def _orders(self, block: Block) -> bool:
        """The first of numbered orders right under the heading of a matter, in a protocol that says nowhere «РЕШИЛИ»."""
        return block.style in ("1.", "1)", "1.1") and (block.number or "").split(".")[-1] == "1" and decides(block) and not self.outlook.resolves

    def _heads_first(self, block: Block) -> bool:
        """«1. Отопительный сезон» behind words of opening: a short line set apart, no sentence, with plain text below it."""
        alone = block.style in ("1.", "I") and ordinal(block.number) == 1 and block.gap > 1 and len(block.text) < 120 and not block.text.rstrip().endswith((".", ";", ",", ":"))
        if not alone or self.counts.agenda or self.counts.head_last or self.counts.decided_count or decides(block):
            return False
        below = self.markup.part.blocks[self.outlook.index + 1 : self.outlook.index + 2]
        return bool(below) and not below[0].style

    def _item(self, block: Block) -> Passage:
        return Passage("item", block, block.body, "section.heading", True, block.number or self.counts.same_title(block))

    def _number_alone(self, block: Block) -> Passage:
        return Passage("item", block, len(block.text), "section.heading", True, block.text.strip(" ."))

    def _after_list(self, block: Block) -> Passage:
        norm = block.norm
        names = self.markup.names(block, bare=True)
        numbered = block.style in ("1.", "1)", "I", "§", "А.", "п.")
        if block.gap > 1 and is_bare_roman(block):
            return self._number_alone(block)
        if self.outlook.heads_agenda(block, body=self.body):
            return Passage("agenda", block, len(block.text), "section.agenda.unnamed", True)
        if numbered and is_titled(block) and self._heads(block):
            return self._item(block)
        if numbered and block.gap > 1 and _REPORTED.search(norm):
            return self._item(block)
        if self.section in ("chair", "secretary"):
            if names and (block.gap < 2 or self.before.endswith(":") and block.cells) and len(block.text) < 160 and not numbered:
                return Passage(self.section, block, 0)
            if block.gap > 1 and self._heads(block):
                return self._item(block)
            return Passage("head", block, 0) if len(block.text) < 300 and (norm.startswith("протокол") or not SPEECH.search(norm[:120])) else Passage("body", block, 0, "section.running", True)
        if numbered and block.number == "1" and block.gap > 1 and self.started and not self.before.endswith((":", ",")) and len(names) < 2 and _is_matter(block):
            return self._item(block)
        lone = names and names[0].start <= block.body + 60
        if numbered and not lone and not re.search(r"\d+ чел", norm):
            return self._item(block) if self._heads(block) or not names else Passage(self.section, block, 0)
        if len(block.text) > 420 and (not names or SPEECH.search(norm)) and not block.cells:
            return Passage("body", block, 0, "section.running", True)
        if block.gap > 1 and not (lone or block.cells or block.style) and len(block.text) > 140 and re.search(r"[а-яё]{3}\. [А-ЯЁ]", block.text) and self.section in ("present", "invited"):
            return Passage("body", block, 0, "section.running", True)
        if lone or block.cells or block.style or len(block.text) < 140 and (re.search(r"\d|:$|чел|член|гост|-$", norm) or block.gap < 2):
            rest = norm[names[0].stop :].lstrip(" -–—,") if names else ""
            told = len(block.text) > 70 and self.section in ("present", "invited") and acts(self.markup, block)
            if names and (told or (SPEECH.match(rest) or rest.startswith(":") and self.section != "absent") and block.gap > 1):
                return Passage("body", block, 0, "section.running", True)
            return Passage(self.section, block, 0)
        if block.gap > 1 and not names and len(block.text) > 90:
            return Passage("body", block, 0, "section.running", True)
        return Passage(self.section, block, 0)

    def _after_agenda(self, block: Block) -> Passage:
        norm = block.norm
        if self.question:
            return Passage("body", block, 0, "section.running", True)
        row = bool(block.cells) and re.match(r"\d{1,2}[.)]? ", norm) is not None
        if row or block.style == "-" and block.gap < 2 and not self.counts.agenda_style and not self.body:
            return Passage("agenda", block, 0)
        if self.counts.agenda and self.counts.same_title(block):
            return self._item(block)
        if block.style not in ("", "-"):
            place = ordinal(block.number)
            first = ordinal(self.counts.agenda[0][0]) if self.counts.agenda else None
            if self.counts.agenda and block.style == self.counts.agenda_style and place is not None and first is not None and place <= (ordinal(self.counts.agenda[-1][0]) or 0):
                return self._item(block)
            alike = {block.style, self.counts.agenda_style} == {"1.", "1)"} and place == first == 1 and not decides(block)
            if self.counts.agenda and alike and block.gap > 1 and len(self.counts.agenda) > 1:
                return self._item(block)
            if self.counts.agenda and block.style != self.counts.agenda_style and place == 1 and block.gap > 1:
                return Passage("body", block, 0, "section.running", True)
            if block.body >= len(block.text.rstrip()) and self.counts.agenda:
                return self._item(block)
            return Passage("agenda", block, 0)
        if self.counts.agenda and is_bare_roman(block):
            return self._number_alone(block)
        unfinished = not re.search(r"[.;:!?)»\"]$", self.before) and len(block.text) < 60 and block.gap < 2 and not self.markup.names(block)
        if is_speaker_line(norm) or block.text[:1].islower() and block.gap < 2 or self.counts.agenda_style and unfinished:
            return Passage("agenda", block, 0)
        if self.counts.agenda_style and self.counts.agenda and block.gap < 2 and self.outlook.agenda_ahead(self.counts.agenda_style, self.counts.agenda[-1][0]):
            return Passage("agenda", block, 0)
        if self.counts.agenda_style and self.counts.agenda:
            return Passage("body", block, 0, "section.running", True)
        if len(block.text) > 320 or SPEECH.search(norm[:160]) or re.search(r":[ ]", norm[:60]) and self.markup.names(block):
            return Passage("body", block, 0, "section.running", True) if self.counts.agenda else Passage("agenda", block, 0)
        if self.counts.agenda and block.gap > 1 and self.markup.names(block) and len(block.text) > 160:
            return Passage("body", block, 0, "section.running", True)
        return Passage("agenda", block, 0)

    def _after_decided(self, block: Block) -> Passage:
        if _VOTE_ROW.match(block.norm) and block.cells:
            return Passage(self.section, block, len(block.text))
        if self.pair:
            return self._pair(block)
        if self.columns and not block.style and block.gap > 1 and not META.match(block.norm) and not is_vote_sentence(block.norm):
            return Passage("body", block, 0, "section.running", True)
        if self._numbers_next(block) and self.outlook.decided_below():
            return self._item(block)
        if self.outlook.precedes_decision(block) and not self._heads(block):
            if self.counts.same_title(block) or self._numbers_next(block):
                return self._item(block)
            return Passage("body", block, 0, "section.running", True)
        if block.style not in ("", "-"):
            place = ordinal(block.number)
            follows = (block.style == self.counts.decided_style and place == self.counts.decided_last + 1) or (not self.counts.decided_style and place == 1)
            if self.before.endswith(":") and place == 1 and self.counts.decided_count:
                return Passage("decided", block, 0)
            nested = block.style in ("а)", "а.", "1)", "1.1") and block.style != self.counts.head_style and block.style != self.counts.agenda_style
            title = self.counts.same_title(block)
            if title and not (follows and (self.counts.decided_style or decides(block))):
                return self._item(block)
            if follows and (title is None or decides(block)) and not (place == self.counts.head_last + 1 and place != 1 and is_titled(block) and block.gap > 1 and not decides(block)):
                return Passage("decided", block, 0)
            if nested:
                return Passage("decided", block, 0)
            if self._heads(block) or title or place == self.counts.head_last + 1 and tells_speaker(self.markup, block):
                return self._item(block)
            return Passage("decided", block, 0)
        if is_bare_roman(block):
            return self._number_alone(block)
        if block.style == "-":
            return Passage("decided", block, 0) if self.section == "decided" or self.counts.decided_count else Passage(self.section, block, 0)
        if self.counts.same_title(block) and not block.text[:1].islower():
            return self._item(block)
        if self.section == "vote":
            if self.counts.decided_count == 0 and self.counts.decided_style == "":
                return Passage("body", block, 0, "section.running", True) if not META.match(block.norm) else Passage("decided", block, 0)
            if META.match(block.norm):
                return Passage("decided", block, 0)
            return Passage("body", block, 0, "section.running", True)
        if speaks(self.markup, block, listed=self.counts.decided_count > 0):
            return Passage("body", block, 0, "section.running", True)
        return Passage("decided", block, 0)

    def _pair(self, block: Block) -> Passage:
        """«Слушали / Постановили» as two columns that a converter set one under the other: number meets number."""
        place = ordinal(block.number)
        if block.style in ("", "-", "а)", "а.") or place is None:
            return Passage(self.section, block, 0)
        if place not in self.heard_numbers:
            self.heard_numbers.append(place)
            return Passage("heard", block, block.body, "section.pair", True, block.number)
        return Passage("decided", block, 0, "section.pair", True, block.number)

    def _numbers_next(self, block: Block) -> bool:
        """A number that counts on from the last matter, on a paragraph set apart, of an agenda that holds it."""
        place = ordinal(block.number)
        listed = [ordinal(number) for number, _ in self.counts.agenda]
        return block.style in ("1.", "I", "§", self.counts.agenda_style or "1.") and block.gap > 1 and place == self.counts.head_last + 1 and place in listed

    def _heads(self, block: Block) -> bool:
        """Is this numbered block the heading of the next matter?"""
        place = ordinal(block.number)
        if block.style == "п.":
            return block.gap > 1 and is_titled(block)  # «П. 84. О ходе сева»: executive committees count their matters through the year
        if block.style in ("", "-", "а)", "а.") or place is None or len(block.text) > 500:
            return False
        if block.style == "§":
            return True
        if self.counts.same_title(block):
            return True
        style = self.counts.head_style or self.counts.agenda_style
        if self.counts.agenda:
            return place == self.counts.head_last + 1 and block.style in (self.counts.agenda_style, self.counts.head_style) and (
                self.section in ("decided", "vote", "closing") and not decides(block)
                or self.section in ("item", "body", "spoke", "heard") and opens_turn(self.markup, block))
        if style and block.style != style:
            return False
        if self.section in ("head", "present", "absent", "invited", "chair", "secretary"):
            return place == 1 or self.counts.head_last + 1 == place or self.counts.head_last == 0 and is_titled(block)
        if self.section in ("decided", "vote", "closing"):
            return place == self.counts.head_last + 1 or place > self.counts.head_last and block.style == style != ""
        return place == self.counts.head_last + 1 and (block.gap > 1 or is_titled(block) or self.before.endswith(";") and self.section in ("item", "body")) and len(block.text) < 300 and style != ""
