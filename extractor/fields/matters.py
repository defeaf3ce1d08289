"""The course of the meeting: matter by matter, who was heard, who spoke, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.fields.agenda import item_place, read_agenda
from extractor.fields.agenda_item import Item
from extractor.fields.agenda_speakers import take_speakers
from extractor.fields.decision import Decision, draft_all
from extractor.fields.decisions import Group, read_group
from extractor.fields.discussion import Speech
from extractor.fields.heard import (
    TITLE_WORDS,
    heard_case,
    heard_people,
    is_only_post,
    norm_surname,
    opens_with_infinitive,
    post_behind,
    speaks_up,
    sure_names,
    tells,
)
from extractor.fields.links import link_decisions
from extractor.fields.passages import Passage
from extractor.fields.people import Draft, person_draft, trim, without_titles
from extractor.fields.speakers import read_speakers, role_like, split_report
from extractor.fields.vote_sentences import covers_all
from extractor.fields.votes import merge_votes, read_votes
from extractor.language import normal_re as re
from extractor.language.names import NameMention
from extractor.language.sentences import first_sentence
from extractor.layout.markers import find_run_on, ordinal
from extractor.markup import Markup
from extractor.model import Block, Finding


@dataclass(frozen=True, slots=True)
class Matters:
    """Agenda, decisions and discussion as drafts."""

    agenda: list[Draft]
    decisions: list[Draft]
    discussion: list[Draft]


class _Course:
    """Follows the passages and keeps the matter in hand."""

    def __init__(self, markup: Markup, passages: Sequence[Passage]) -> None:
        self.markup = markup
        self.passages = passages
        self.items = read_agenda(markup, passages)
        self.listed = bool(self.items)
        self.by_place: dict[str, Item] = {}
        for index, item in enumerate(self.items, 1):
            self.by_place.setdefault(item.number or str(index), item)
        self.current: str | None = None
        self.groups: list[Group] = []
        self.group: Group | None = None
        self.pending: tuple[dict[str, Finding], Block] | None = None
        self.general: tuple[dict[str, Finding], int] | None = None
        self.speech = Speech(markup)
        self.heard_list: list[str] = []
        self.heard_open = False
        self.last_section = ""
        self.loose: list[Group] = []
        self.column_style = ""
        self.bare_number: Passage | None = None

    def run(self) -> Matters:
        previous = None
        for passage in self.passages:
            section = passage.section
            if passage.number and section not in ("agenda",):
                self._point(passage)
            if section == "item":
                self._heading(passage)
            elif section == "heard":
                self._heard(passage)
            elif section == "decided":
                self._decided(passage)
            elif section == "vote":
                self._vote(passage)
            elif section in ("body", "spoke"):
                self._body(passage, previous)
            previous = passage
            self.last_section = section
        decisions = self._finish()
        return Matters([i.draft() for i in self.items if i.title], draft_all(decisions), self.speech.drafts())

    def _point(self, passage: Passage) -> None:
        """Make the numbered item the matter in hand."""
        place = item_place(self.items, passage.number)
        if place:
            self.current = place

    def _add_item(self, number: str | None, block: Block, start: int, stop: int, rule: str) -> Item:
        above = self.bare_number if number is None else None  # «II.» on the line over «СЛУШАЛИ: …»
        number, holder = (above.number, above.block) if above else (number, block)
        self.bare_number = None
        at = holder.text.find(number) if number else -1
        item = Item(number, (holder, at, at + len(number)) if number and at >= 0 else None, [(block, start, stop)], rule=rule)

        take_speakers(self.markup, item)
        self.items.append(item)
        self.current = number or str(len(self.items))
        self.by_place.setdefault(self.current, item)
        return item

    def _add_topic(self, decision: Decision) -> None:
        """The matter that a row of a table names beside its decision."""
        if decision.topic is None:
            return
        item = self._add_item(decision.matter, *decision.topic, "agenda.table")
        decision.matter = self.current
        if decision.speaker and not item.speakers:
            item.heard += read_speakers(self.markup, *decision.speaker)

    def _drop_last(self) -> None:
        """Take back an item that turned out to have no title."""
        item = self.items.pop()
        self.by_place = {place: one for place, one in self.by_place.items() if one is not item}

    def _item(self) -> Item | None:
        """The matter in hand: the one pointed to, or the only one there is."""
        if self.current is None and self.listed and len(self.items) == 1:
            return self.items[0]
        return self.by_place.get(self.current) if self.current else None

    def _heading(self, passage: Passage) -> None:
        self.group = None
        self.heard_open = False
        block, start = passage.block, passage.content
        text = block.text[start:].strip()
        if self.listed:
            if item_place(self.items, passage.number) is None and block.style and text:
                if ordinal(passage.number) == len(self.items) + 1 and len(text) < 320:  # the list goes on, each matter with its course
                    self._add_item(passage.number, block, start, len(block.text), "agenda.heading")
                return
            if text:
                self._under_title(passage)
            return
        if not text:
            self.bare_number = passage if passage.number and not item_place(self.items, passage.number) else None
            return
        number = passage.number if passage.rule.startswith("section.item") or block.style else None
        people = heard_people(self.markup, block, start) if passage.rule.startswith("section.item") else []
        if people and self._item() is not None:
            self._item().heard += people  # type: ignore[union-attr]
        if any(group.has_topics() for group in self.groups):  # a table has named the matters; what follows is told on them
            self.current = number or self.current
            self._say(block, start, "spoke")
            return
        if passage.rule.startswith("section.item.question") and not re.match(r"[ ]?[:.«\"-]|[ ]?(?:о|об)(?!\w)", block.norm[start:]):
            self.current = item_place(self.items, passage.number) or self.current
            self._say(block, start, "spoke")
            return
        if item_place(self.items, number) and number:
            self.current = item_place(self.items, number)
            return
        stop = len(block.text)
        first = first_sentence(block.text, start)
        if block.style in ("§", "I") or stop - start > 320 or TITLE_WORDS.match(block.norm, start) and tells(block.norm[first:stop]):
            stop = first
            told = re.match(r"[ ]?(?:докладчик|докл\.|докладыва|доложил)", block.norm[stop:])
            stop = first_sentence(block.text, stop + 1) if told else stop
        self._add_item(number, block, start, stop, "agenda.heading")
        if stop < len(block.text):
            begin = stop + len(block.text[stop:]) - len(block.text[stop:].lstrip(" ."))
            if not self.items[-1].speakers:
                self.items[-1].heard += heard_people(self.markup, block, begin)
            self._say(block, stop)

    def _under_title(self, passage: Passage) -> None:
        """Names in the repeated heading of a listed matter are speakers where the agenda names nobody."""
        item = self._item()
        block = passage.block
        if item is None:
            return
        stop = first_sentence(block.text, passage.content)
        colon = block.text.find(":", passage.content, stop)
        report = split_report(self.markup, block, passage.content, colon if colon > 0 else stop)
        if report:
            item.heard.append(report[1])
        elif heard_people(self.markup, block, passage.content):
            item.heard += heard_people(self.markup, block, passage.content)
        elif stop < len(block.text) - 3:
            self._body(Passage("body", block, stop), None)
            return
        names = [n for n in self.markup.names(block, bare=False) if n.start > passage.content]
        bracket = re.search(r"[(/]([^()/]{3,160})[)/][ .]*$", block.text)
        if bracket and names and bracket.start() <= names[0].start:
            item.heard += read_speakers(self.markup, block, bracket.start(1), bracket.end(1))

    def _heard(self, passage: Passage) -> None:
        block, start = passage.block, passage.content
        if passage.opens and passage.rule != "section.pair":
            self.group = None
            self.heard_open = not block.text[start:].strip(" :.")
            self.heard_list = []
        number = passage.number
        text = block.text[start:].strip(" :.")
        rows = find_run_on(block.text, start) if passage.opens or block.kind == "heard" else []
        if not text or self._takes_bracket(block, start):
            return
        if not passage.opens and passage.rule not in ("section.pair", "section.heard.item") and (not self.heard_open or block.style in ("1)", "а)", "-")):
            self._say(block, start)
            return
        if passage.rule == "section.columns" and block.style in ("1)", "а)", "-") and self.column_style not in ("", block.style):
            self._say(block, start)
            return
        self.column_style = self.column_style or block.style
        marker = re.match(r"[ ]?(?:§[ ]?(?=\d))?(?:(\d{1,2}|[IVX]{1,4})[.)])[ ]?(?!\d)", block.text[start:])
        if marker and not number:
            number = marker[1]
            start += marker.end()
        elif block.style in ("1.", "1)", "I", "§") and start <= block.body and not number:
            number, start = block.number, block.body
        if number and passage.rule not in ("section.heard",) or number and marker or number and not passage.opens:
            self.heard_list.append(number)
        place = item_place(self.items, number)
        if place:
            self.current = place
        if len(rows) > 1 and rows[0][0] <= start + 3 and not self.listed and TITLE_WORDS.match(block.norm, rows[0][0] + rows[0][1].body):
            for index, (at, mark) in enumerate(rows):
                end = rows[index + 1][0] if index + 1 < len(rows) else len(block.text)
                self._add_item(mark.number, block, at + mark.body, end, "agenda.heard")
                self.heard_list.append(mark.number or "")
            return
        if not self.listed and (place is None or number is None) and self._introduces(passage, start, number):
            self._matter(passage, start, number)
            return
        self._hear(block, start)

    def _introduces(self, passage: Passage, start: int, number: str | None) -> bool:
        """Does «Слушали: …» open a new matter, with its title in its own words?"""
        block = passage.block
        item = self._item()
        if item is not None and item.rule == "agenda.heading" and not number:
            return False
        if not passage.opens and not number and not passage.rule.startswith("section.pair"):
            return not self.items and self.last_section == "heard" and self.current is None and len(block.text) > 3
        return True

    def _matter(self, passage: Passage, start: int, number: str | None) -> None:
        """Title and speakers out of «Слушали: доклад т. Ложкина о дорогах. …»."""
        block = passage.block
        stop = first_sentence(block.text, start)
        norm = block.norm
        names = sure_names(self.markup, block, start)
        first = names[0] if names else None
        about = re.search(r"(?:[-–—,:]+ |, котор\w+ [\w ]{3,40}? )?(?<!\w)(?P<what>(?:о|об|обо) (?=[а-я\"«\d№])|по вопрос\w )", norm[first.stop : stop]) if first else None
        if first and first.start - start <= 70 and "(" not in norm[start : first.start] and is_only_post(norm[start : first.start]):
            self._person_first(block, start, stop, first, about.start("what") + first.stop if about else None, number)
            return
        item = self._add_item(number, block, start, stop, "agenda.heard")
        if not item.title:
            self._drop_last()
            return
        slashed = re.match(r"[ .;]*[(/]([^()/]{3,120})[)/]", block.text[stop:])
        if slashed and not item.speakers:
            item.speakers += read_speakers(self.markup, block, stop + slashed.start(1), stop + slashed.end(1))
        rest = re.match(r"[ .;]*(?:докладчик\w*|докл\.|доклад|докладыва\w+|информаци\w|сообщени\w|доложил\w*|сообщил\w*)[ :–-]", norm[stop:])
        if rest and not item.speakers:
            end = first_sentence(block.text, stop + 1)
            item.speakers += read_speakers(self.markup, block, stop + (len(rest.group()) - len(rest.group().lstrip(" .;"))), end)
            stop = end
        self._say(block, stop)

    def _person_first(self, block: Block, start: int, stop: int, name: NameMention, about: int | None, number: str | None) -> None:
        """«Слушали: соискателя Черемных Д. В. – о рекомендации к защите»: the speaker, then the title."""
        left, right = trim(block.text, start, name.start, " \t,;:–—-")
        left, right = trim(block.text, left, without_titles(block, left, right), " \t,;:–—-")
        behind = re.match(r"[ ]?[,(][ ]?", block.text[name.stop : stop])
        post: tuple[int, int] | None = (left, right) if left < right else None
        if post is None and behind and about and about > name.stop + 6:
            post = trim(block.text, name.stop + behind.end(), about, " \t,;:–—-)")
        elif post is None:
            post = post_behind(block, name, stop)
        speaker = person_draft(self.markup, block, name, case=heard_case(block, name, start), position=post, rule="agenda.heard")
        if about is not None and not self.listed:
            item = self._item()
            if item is None or number or item.rule != "agenda.heading":
                item = self._add_item(number, block, about, stop, "agenda.heard")
                item.heard.append(speaker)
            else:
                item.heard.append(speaker)
        else:
            item = self._item()
            if item is not None:
                item.heard.append(speaker)
        self.speech.open_turn(block, name.stop, speaker, "heard", self.current)

    def _takes_bracket(self, block: Block, start: int) -> bool:
        """«(т. Барановская)» alone is the speaker of the matter in hand."""
        bracket = re.match(r"[ ]?[(/]([^()/]{3,120})[)/][ .]*$", block.text[start:])
        item = self._item()
        if bracket is None or item is None:
            return False
        item.heard += read_speakers(self.markup, block, start + bracket.start(1), start + bracket.end(1))
        return True

    def _hear(self, block: Block, start: int) -> None:
        """Somebody is heard on the matter in hand."""
        if self._takes_bracket(block, start):
            return
        names = sure_names(self.markup, block, start)
        stop = first_sentence(block.text, start)
        if not names and not TITLE_WORDS.match(block.norm[start:].lstrip(" :")):
            names = [n for n in self.markup.model_names(block) if n.start >= start]
        first = names[0] if names else None
        leads = first is not None and first.start - start <= 120 and is_only_post(block.norm[start : first.start])
        if first and leads and speaks_up(block, first):
            self.speech.open_turn(block, first.stop, person_draft(self.markup, block, first, case="nomn", rule="discussion.heard"), "heard", self.current)
            return
        if first and leads:
            self._person_first(block, start, stop, first, None, None)
            others = names[1:]
            cursor = first.stop
            for other in others:
                joint = block.norm[cursor : other.start]
                if not re.fullmatch(r"[ ]?(?:,|и|;|, и)[ ](?:тт?\. ?|тов\. ?)?(?:[\w.-]+ ){0,4}", joint) or other.start > stop:
                    break
                item = self._item()
                post = trim(block.text, cursor + 1, other.start, " \t,;:–—-")
                lead = re.match(r"и ", block.norm[slice(*post)])
                post = (post[0] + (lead.end() if lead else 0), post[1])
                position = post if post[0] < post[1] and role_like(block.norm[slice(*post)]) and not re.match(r"т(?:ов)?\.", block.norm[slice(*post)]) else None
                if item is not None:
                    item.heard.append(person_draft(self.markup, block, other, case="accs", position=position, rule="agenda.heard"))
                cursor = other.stop
            return
        item, at = self._item(), start
        for _ in range(3):
            people = heard_people(self.markup, block, at)
            if people and item is not None:
                item.heard += people
                break
            at = first_sentence(block.text, at + 1)
            at += len(block.text[at:]) - len(block.text[at:].lstrip())
        self._say(block, start)

    def _body(self, passage: Passage, previous: Passage | None) -> None:
        block, start = passage.block, passage.content
        if self.bare_number is not None and not self.listed and block.gap < 2 and TITLE_WORDS.match(block.norm, start):
            self._add_item(None, block, start, len(block.text), "agenda.heading")  # «I» stands on the line above
            return
        self.group = None if passage.section == "body" and self.last_section in ("decided",) else self.group
        if passage.section == "spoke" and passage.opens:
            self.group = None
        if block.style not in ("", "-") and start == 0:
            start = block.body
        if block.style == "1.1" and self.listed and block.number:
            self.current = item_place(self.items, block.number.split(".")[0]) or self.current
        item = self._item()
        if item is not None and (passage.section != "spoke" or passage.rule == "section.spoke.inline"):
            people = heard_people(self.markup, block, start)
            if people and not (item.heard and not re.search(r"доклад|доложи", block.norm[start : start + 60])):
                item.heard += people
        if item is None and not self.listed and not self.items and passage.section == "body":
            self._say(block, start)
            return
        if item is not None and previous is not None and re.match(r"[(/]", block.text[start:]) and previous.section in ("item", "body"):
            people = read_speakers(self.markup, block, start + 1, len(block.text))
            if people and (self.listed is False or not item.speakers):
                item.heard.extend(people)
                return
        self._follow_speaker(block, start)
        names = self.markup.names(block, bare=False)
        alone = names and names[0].start <= start + 2 and len(names) == 1 and len(block.text) < 140 and re.fullmatch(r"[ ]?[,(–—-]+[ ]?[^.:]{3,100}?[.)]?", block.text[names[0].stop :])
        if alone and item is not None and role_like(block.norm[names[0].stop :].strip(" ,(–—-")) and not re.search(r"(?:л|ла|ли|ет|ит)(?:ся|сь)?(?= |$)", block.norm[names[0].stop : names[0].stop + 18]):
            item.heard += read_speakers(self.markup, block, start, len(block.text))
        if passage.section == "body" and item is not None and opens_with_infinitive(block.norm[start:]):
            self.loose.append(Group([(block, start)], self.current))
        self._say(block, start, "spoke")

    def _follow_speaker(self, block: Block, start: int) -> None:
        """The turn of the next item's own speaker opens that item («Зейналов Т. М.: …» after the decisions on item 1)."""
        if self.last_section not in ("decided", "vote", "agenda", "closing") or not self.listed:
            return
        names = [n for n in self.markup.names(block, bare=True) if n.start <= start + 45]
        if not names or not is_only_post(block.norm[start : names[0].start]):
            return
        places = [i.number or str(n) for n, i in enumerate(self.items, 1)]
        here = places.index(self.current) if self.current in places else -1
        for index in range(here + 1, min(here + 2, len(self.items))):
            if any(norm_surname(str(d["surname"].value)) == norm_surname(names[0].surname) for d in self.items[index].speakers):
                self.current = places[index]

    def _say(self, block: Block, start: int, role: str = "heard") -> None:
        self.speech.say(block, start, role, self.current)

    def _decided(self, passage: Passage) -> None:
        block, start = passage.block, passage.content
        self.speech.close()
        if passage.opens or self.group is None:
            fresh = passage.rule != "section.columns" or self.group is None or passage.number is not None
            if fresh:
                self.group = Group([], self.current, self.pending[0] if self.pending else None, headed=self.last_section in ("heard", "spoke", "body", "item"))
                self.pending = None
                self.groups.append(self.group)
            label = block.norm[:start] if passage.opens else ""
            vote = read_votes(block, 0, start) if start and re.search(r"единоглас|единодуш|большинств", label) else None
            if vote and self.group:
                self.group.label_vote = vote
        if self.group is None:
            return
        if block.kind == "decided" and block.style in ("1.", "I", "§", self.column_style) and block.style and passage.rule == "section.columns":
            place = item_place(self.items, block.number)
            self.group.item = place or self.current
        if block.text[start:].strip() and (start < len(block.text)):
            self.group.entries.append((block, start))

    def _vote(self, passage: Passage) -> None:
        block = passage.block
        vote = read_votes(block)
        if vote is None:
            return
        if covers_all(block.norm) and len([g for g in self.groups if g.entries]) > 1:
            self.general = (vote, len(self.groups))
            if self.group is not None and self.group.entries:
                self.group.entries.append((block, 0))
            return
        if self.group is not None and self.group.entries:
            self.group.entries.append((block, 0))
            return
        if self._pending_fits(block):
            before = self.pending[0] if self.pending and self.last_section == "vote" else None  # «За – 4, против – нет. Принято единогласно.»
            self.pending = (merge_votes(before, vote) or vote, block)

    def _pending_fits(self, block: Block) -> bool:
        return not re.search(r"(?:снят\w+ вопрос|за повестк|утвержд\w+ повестк|за регламент|повестк\w+ дня|избра\w+ председател|за снятие|избрани\w+ председател|секретар)", block.norm)

    def _finish(self) -> list[Decision]:
        groups = [g for g in self.groups if g.entries] or self.loose
        columns = None
        for group in groups:
            columns = group.columns() or columns
            group.decisions = read_group(self.markup, group, columns)
        for decision in [d for group in groups for d in group.decisions if d.topic and not self.listed]:
            self._add_topic(decision)
        link_decisions(self.items, groups, [n for n in self.heard_list if n])
        decisions = [decision for group in groups for decision in group.decisions]
        if self.general and self.general[1] == len(self.groups):
            for decision in decisions:
                decision.votes = decision.votes or self.general[0]
        return decisions


def read_matters(markup: Markup, passages: Sequence[Passage]) -> Matters:
    """Read agenda, decisions and discussion from the passages of a part."""
    return _Course(markup, passages).run()
