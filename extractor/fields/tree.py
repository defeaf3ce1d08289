"""A list of decisions → a tree: numbers, sub-items, with what each is to do, until when, by which vote."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.fields.assignments import cut_bracket, cut_meta, split_responsible
from extractor.fields.deadlines import read_deadline
from extractor.fields.decision import Decision
from extractor.fields.people import trim
from extractor.fields.responsible import read_responsible
from extractor.fields.vote_sentences import covers_all, covers_group, find_vote_sentences, is_rejected, is_vote_sentence, vote_head
from extractor.fields.votes import merge_votes, points_of, read_votes
from extractor.language import normal_re as re
from extractor.layout.markers import find_run_on, ordinal, read_marker
from extractor.markup import Markup
from extractor.model import Block, Finding


class DecisionTree:
    """Builds the tree from blocks in order: a stack of open levels, one list style each."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup
        self.roots: list[Decision] = []
        self.stack: list[Decision] = []
        self.trailing: dict[str, Finding] | None = None
        self.leading: dict[str, Finding] | None = None
        self.closing: Decision | None = None
        self.matter: str | None = None

    def add(self, block: Block, start: int) -> None:
        """Add a block, or the items that run on in it."""
        norm = block.norm[start:].strip()
        if not norm or re.fullmatch(r"[\W\d_]*", norm) and not block.style:
            return
        if self._vote_line(block, start) or self._meta_line(block, start):
            return
        begin = max(start, block.body) if block.style and start <= block.body else start
        own = ordinal(block.number) if begin == block.body and block.number and block.number.isdigit() else None
        rows = find_run_on(block.text, 0 if begin == block.body else begin, first=own or 1)
        rows = rows[1:] if rows and rows[0][0] < begin else find_run_on(block.text, begin)
        if rows and self._is_list(block, rows, begin):
            lead = trim(block.text, begin, rows[0][0])
            if lead[0] < lead[1] and re.search(r"\w", block.text[slice(*lead)]):
                self._entry(block, begin, rows[0][0], block.number if begin == block.body and block.style else None, block.style if begin == block.body else "")
            elif block.style and begin == block.body and block.number:
                self.matter, self.stack = block.number, []
            for index, (at, marker) in enumerate(rows):
                end = rows[index + 1][0] if index + 1 < len(rows) else len(block.text)
                self._entry(block, at + marker.body, end, marker.number, marker.style, at)
            return
        inner = read_marker(block.text[begin:].lstrip())
        if inner and block.style and begin == block.body:
            if inner.style not in ("а)", "а.") or block.style not in ("1.", "1)", "I", "§") or ordinal(inner.number) != 1:
                inner = None
            else:
                self.matter, self.stack = block.number, []
        if inner and inner.number and inner.style in ("1.1", "1.", "1)", "п.", "а)", "а."):
            at = begin + (len(block.text[begin:]) - len(block.text[begin:].lstrip()))
            self._entry(block, at + inner.body, len(block.text), inner.number, inner.style, at)
            return
        number = block.number if block.style and begin == block.body else None
        if number and not re.search(r"\w", block.text[begin:]):
            return
        self._entry(block, begin, len(block.text), number, block.style if begin == block.body else "")

    def _is_list(self, block: Block, rows: Sequence[tuple[int, object]], begin: int) -> bool:
        lead = block.text[begin : rows[0][0]].rstrip()
        return not lead or lead[-1] in ":;-–—." or len(lead) < 60 or len(rows) > 2

    def _vote_line(self, block: Block, start: int) -> bool:
        """A line that is nothing but a vote: on what stands above it, or with a colon on what follows."""
        norm = block.norm[start:]
        if block.style and block.style != "-":
            return False
        if not is_vote_sentence(norm) and not self.markup.rules.match("section.vote", block.norm, start):
            return False
        vote = read_votes(block, start)
        if vote is None:
            return False
        if norm.rstrip().endswith(":"):
            self.leading = vote
            return True
        self.leading = None
        if not self.roots:
            return False
        last = self.stack[-1] if self.stack else self.roots[-1]
        top = self.stack[0] if self.stack else last
        holders = [d for one in self.roots for d in one.walk() if d.votes]
        if self._vote_by_points(block, start):
            return True
        if is_rejected(norm):
            self.roots = [d for d in self.roots if d is not top]
        elif covers_all(norm) or covers_group(norm):
            self.trailing = merge_votes(self.trailing, vote)
        elif len(self.roots) > 1 and not holders and self._closes(block, top):
            self.trailing = merge_votes(self.trailing, vote)
            self.closing = top if top.items else last
        else:
            holder = top if top.items else last
            holder.votes = merge_votes(holder.votes, vote)
        return True

    def _vote_by_points(self, block: Block, start: int) -> bool:
        """«По пунктам "а" и "в" – единогласно, по пункту "б": за – 71»: each point named gets its vote."""
        given = False
        for left, right, names in points_of(block.norm[start:]):
            vote = read_votes(block, start + left, start + right)
            for one in [d for root in self.roots for d in root.walk() if d.number in names] if vote else ():
                one.votes, given = vote, True
        return given

    def _closes(self, block: Block, top: Decision) -> bool:
        return block.indent <= top.indent or block.gap > 1

    def _meta_line(self, block: Block, start: int) -> bool:
        """«Срок: …», «Отв.: …» on a line of its own belong to the decision above."""
        if block.style and block.style != "-":
            return False
        begin = start + (len(block.norm[start:]) - len(block.norm[start:].lstrip(" (-–—\t")))
        found = cut_meta(block, begin, len(block.text))
        if not found or found[0][1][0] > begin + 1 or not self.roots:
            return False
        holder = self.stack[-1] if self.stack else self.roots[-1]
        told = [] if holder.labelled else holder.responsible
        self._take(holder, block, found)
        holder.responsible = [*told, *(r for r in holder.responsible if r not in told and all(r.value != t.value for t in told))]
        return True

    def _take(self, decision: Decision, block: Block, found: Sequence[tuple[str, tuple[int, int], tuple[int, int]]]) -> None:
        for kind, _, value in found:
            if kind == "responsible":
                people = split_responsible(self.markup, block, *value)
                decision.responsible = (decision.responsible if decision.labelled else []) + people if people else decision.responsible
                decision.labelled = True
            else:
                decision.deadline = read_deadline(self.markup, block, *value, label=True) or decision.deadline

    def _entry(self, block: Block, start: int, stop: int, number: str | None, style: str, at: int | None = None) -> None:
        start, stop = trim(block.text, start, stop, " \t")
        if start >= stop:
            return
        where = block.text.find(number, 0 if at is None else at) if number else -1
        slashed = self._slashed(block, start, stop)
        if slashed:
            stop = slashed[0]
        decision = Decision(number, (block, where, where + len(number)) if number and where >= 0 else None, style, indent=block.indent)
        if not style and self._joins(block, start):
            last = self.stack[-1] if self.stack else self.roots[-1]
            last.text.append((block, start, stop))
            self._finish_text(last)
            return
        decision.text = [(block, start, stop)]
        self._finish_text(decision)
        if not decision.text:
            return
        if slashed:
            decision.responsible = split_responsible(self.markup, block, *slashed[1])
            decision.deadline = read_deadline(self.markup, block, *slashed[2], label=True) if slashed[2] else None
        self._place(decision)

    def _slashed(self, block: Block, start: int, stop: int) -> tuple[int, tuple[int, int], tuple[int, int] | None] | None:
        """«что / кто / когда» in one line."""
        parts = list(re.finditer(r"[ ]/[ ]", block.text[start:stop]))
        if not parts or len(parts) > 2:
            return None
        who = (start + parts[0].end(), start + parts[1].start() if len(parts) == 2 else stop)
        if not any(who[0] <= n.start <= who[0] + 40 and n.stop <= who[1] for n in self.markup.names(block, bare=True)):
            return None
        return start + parts[0].start(), trim(block.text, *who), trim(block.text, start + parts[1].end(), stop) if len(parts) == 2 else None

    def _joins(self, block: Block, start: int) -> bool:
        if not self.roots:
            return False
        last = (self.stack[-1] if self.stack else self.roots[-1]).last
        return bool(block.text[start : start + 1].islower() and not last.endswith((".", ";", ":")) and block.gap < 2 or last.endswith((",", " и")) and block.gap < 2)

    def _finish_text(self, decision: Decision) -> None:
        """Take responsible, deadline and votes out of the words, or read them in them."""
        block, start, stop = decision.text[-1]
        found = cut_meta(block, start, stop) or cut_bracket(self.markup, block, start, stop)
        kept = [(start, stop)]
        if found:
            self._take(decision, block, found)
            kept = _minus(kept, [whole for _, whole, _ in found])
        kept = self._cut_votes(decision, block, kept)
        decision.text = decision.text[:-1] + [(block, a, b) for a, b in kept if re.search(r"\w", block.text[a:b])]
        if not decision.text:
            return
        for part, left, right in decision.text[-len(kept):] if kept else ():
            told = read_responsible(self.markup, part, left, right)
            if decision.labelled:  # who is told in the words comes before those under the label
                decision.responsible = [*(t for t in told if all(t.value != r.value for r in decision.responsible)), *decision.responsible]
            else:
                decision.responsible += told
            if decision.deadline is None:
                decision.deadline = read_deadline(self.markup, part, left, right)

    def _cut_votes(self, decision: Decision, block: Block, kept: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Take the sentences, brackets and opening words that give the vote out of the words of a decision."""
        self._settle(decision)
        out: list[tuple[int, int]] = []
        for start, right in kept:
            left = start + vote_head(block.norm[start:right])
            if left > start:
                decision.votes = merge_votes(decision.votes, read_votes(block, start, left))
            cuts = find_vote_sentences(block.norm, left, right)
            for begin, end in cuts:
                vote, norm = read_votes(block, begin, end), block.norm[begin:end]
                if covers_all(norm) or covers_group(norm):
                    self.trailing = merge_votes(self.trailing, vote)
                else:
                    decision.votes = merge_votes(decision.votes, vote)
            out += _minus([(left, right)], cuts)
        return out

    def _settle(self, decision: Decision) -> None:
        """A vote that seemed to close the list was on the point above alone, where the list goes on; «единогласно:» goes before."""
        if self.closing is not None and decision.number:
            self.closing.votes, self.trailing, self.closing = self.trailing, None, None
        if self.leading and (not self.roots or decision.style == self.roots[-1].style):
            decision.votes = self.leading

    def _place(self, decision: Decision) -> None:
        """Find the level: below a prefix number, beside the same style, else inside what ended with a colon."""
        style, number = decision.style, decision.number
        last = self.stack[-1] if self.stack else None
        if last is None:
            self._push(decision, 0)
            return
        if style == "1.1" and number:
            for depth in range(len(self.stack) - 1, -1, -1):
                above = self.stack[depth].number
                if above and number.startswith(above.rstrip(".") + "."):
                    self._push(decision, depth + 1)
                    return
            siblings = [d for d, one in enumerate(self.stack) if one.style == "1.1"]
            if not siblings and last.style == "" and last.last.endswith(":"):
                self._push(decision, len(self.stack))
                return
            self._push(decision, siblings[0] if siblings and number.count(".") <= (self.stack[siblings[0]].number or "").count(".") else 0)
            return
        open_level = next((d for d in range(len(self.stack) - 1, -1, -1) if self.stack[d].style == style), None)
        introduces = last.last.endswith(":")
        if style == "":
            self._push(decision, 0)
            return
        if open_level is not None:
            same = self.stack[open_level]
            expected = style == "-" or (ordinal(number) or 0) == (ordinal(same.number) or 0) + 1
            if not expected and introduces and ordinal(number) == 1:
                self._push(decision, len(self.stack))
                return
            self._push(decision, open_level)
            return
        if introduces:
            self._push(decision, len(self.stack))
            return
        if style in ("а)", "а.", "-") and last.style in ("1.", "1)", "1.1", "I", "§", "а)", "А.") and last.style != style:
            self._push(decision, len(self.stack))
            return
        if style == "1)" and last.style in ("1.", "I"):
            self._push(decision, len(self.stack))
            return
        self._push(decision, 0)

    def _push(self, decision: Decision, depth: int) -> None:
        if decision.style in ("1.", "I", "§"):
            self.matter = None
        decision.matter = self.matter
        del self.stack[depth:]
        (self.stack[-1].items if self.stack else self.roots).append(decision)
        self.stack.append(decision)


def _minus(kept: list[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    for left, right in holes:
        out = []
        for start, stop in kept:
            if right <= start or left >= stop:
                out.append((start, stop))
                continue
            if left > start:
                out.append((start, left))
            if right < stop:
                out.append((right, stop))
        kept = out
    return kept
