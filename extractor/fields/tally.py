"""What has been counted so far: items of the agenda, headings, decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from extractor.fields.looks import is_speaker_line
from extractor.fields.passages import Passage, run_on_items
from extractor.language import normal_re as re
from extractor.layout.markers import ordinal
from extractor.model import Block


@dataclass
class Tally:
    """Numbers and styles that tell a heading from a decision."""

    agenda: list[tuple[str | None, str]] = field(default_factory=list)
    agenda_style: str = ""
    head_style: str = ""
    head_last: int = 0
    decided_style: str = ""
    decided_last: int = 0
    decided_count: int = 0

    def open_decisions(self) -> None:
        """Begin to count anew under the next «РЕШИЛИ»."""
        self.decided_style, self.decided_last, self.decided_count = "", 0, 0

    def add(self, passage: Passage) -> None:
        """Remember what was counted: items of the agenda, headings, decisions."""
        block = passage.block
        if passage.section == "agenda" and (not passage.opens or passage.text.strip()):
            self._add_agenda(passage)
        elif passage.section == "body" and passage.opens and len(self.agenda) == 1 and self.agenda_style and not self.head_last:
            self.head_last, self.head_style = ordinal(self.agenda[0][0]) or 0, self.agenda_style  # its matters follow, each with its course
        elif passage.section == "item" and passage.number:
            self.head_last = ordinal(passage.number) or self.head_last
            if block.style and not passage.rule.startswith("section.item."):
                self.head_style = block.style
        elif passage.section == "heard" and passage.opens and re.match(r"[ :.]*1[.)]", passage.text):
            self.head_last, self.head_style = 1, "1" + passage.text.lstrip(" :.")[1]
        elif passage.section == "heard" and passage.number:
            self.head_last = ordinal(passage.number) or self.head_last
            if block.style not in ("", "-") and passage.number == block.number:
                self.head_style = block.style
        elif passage.section == "decided" and not passage.opens:
            self.decided_count += 1
            if block.style not in ("", "-") and (not self.decided_style or block.style == self.decided_style):
                self.decided_style, self.decided_last = block.style, ordinal(block.number) or 0
        if passage.section == "decided" and passage.opens and passage.number:
            self.head_last = ordinal(passage.number) or self.head_last

    def _add_agenda(self, passage: Passage) -> None:
        block = passage.block
        if block.cells and re.match(r"(?:№|(?:n|вопрос|тема|докладчик|наименование)(?!\w))", block.norm):
            return  # the heads of the columns
        rows = run_on_items(passage)
        if rows:
            for at, marker in rows:
                self.agenda.append((marker.number, block.norm[at + marker.body : at + marker.body + 80]))
            self.agenda_style = rows[0][1].style
        elif block.style not in ("", "-") and not (passage.opens and passage.content > block.body):
            if not self.agenda_style:
                self.agenda_style = block.style
            if block.style == self.agenda_style:
                self.agenda.append((block.number, block.norm[block.body : block.body + 80]))
        elif passage.opens and ";" in block.norm[passage.content :]:
            self.agenda += [(None, part.strip()[:80]) for part in block.norm[passage.content :].split(";") if part.strip()]
        elif not self.agenda_style and len(passage.text.strip()) > 3 and not is_speaker_line(block.norm[passage.content :].strip()):
            self.agenda.append((None, block.norm[passage.content : passage.content + 80].strip(" -–—")))

    def same_title(self, block: Block) -> str | None:
        """Number (or place) of the agenda item whose title this block repeats."""
        if re.match(r"(?:в|по) разн(?:ом|ому)(?!\w)", block.norm[block.body :]):
            return next((number or str(place) for place, (number, title) in enumerate(self.agenda, 1) if title.startswith("разн")), None)
        words = _words(block.norm[block.body : block.body + 80])
        opening = _words(block.norm[block.body : block.body + 80].split(".")[0])
        if not block.style and 1 <= len(opening) <= 7 and "." in block.norm[block.body : block.body + 80] and block.text[block.body].isupper():
            for place, (number, title) in enumerate(self.agenda, 1):
                want = _words(title)
                if want[: len(opening)] == opening and (len(opening) >= 2 or len(want) == 1 or opening[0] in ("разное", "прочее")):
                    return number or str(place)
        if len(words) < 1 or len(block.text) - block.body > 400:
            return None
        for place, (number, title) in enumerate(self.agenda, 1):
            want = _words(title)
            size = min(len(want), len(words), 9)
            if size and want[:size] == words[:size] and (size >= 3 or len(want) == len(words)):
                return number or str(place)
        return None


@lru_cache(maxsize=1024)  # every heading is compared with every title of the agenda
def _words(title: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", title))
