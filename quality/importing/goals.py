"""Blocks put together to goals and sections."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from quality.importing.blocks import Block
from quality.importing.findings import Code, Findings
from quality.importing.goal_lists import goals_and_rest
from quality.importing.labels import Kind
from quality.importing.outline import Activity, Cell, Goal, Indicator, Level, Period, Section, Span
from quality.importing.paragraphs import BULLET, Measure, entries, is_bullet, may_end, paragraphs, room_left
from quality.importing.periods import find_period
from quality.importing.sections import sections_of
from quality.importing.stretch import Piece, joined, joint
from quality.importing.tables import TableContext, activity_rows, indicator_rows

CHAIN = {Level.DIRECTION: 0, Level.AREA: 1, Level.COMMITTEE: 2, Level.UNIT: 3}
TITLE_MEASURE = 0.7  # of the measure of running text: titles are set in larger type
LONG_TITLE = 300  # characters; goals in the wild have up to 180
PERIOD_WORDS = re.compile(r"(?:läsåret|kalenderåret|verksamhetsåret|perioden|åren|år)?[ .:]*$", re.IGNORECASE)
DIVIDED = re.compile(r"[^\W\d_]-$")


@dataclass(slots=True)
class Assembly:
    """Goals and sections as they are built, block by block. `structure` collects the spans of labels, bullets and the like."""

    measure: Measure
    findings: Findings
    goals: list[Goal] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    structure: list[Span] = field(default_factory=list)
    chain: list[Goal] = field(default_factory=list)
    last_number: int = 0

    @property
    def goal(self) -> Goal:
        """Return the goal that the text is speaking of."""
        return self.chain[-1]

    def add(self, block: Block, after: Block | None) -> None:
        """Read one block. `after` is the next one."""
        self._note_divided_words(block.pieces)
        if block.kind is Kind.SECTION:
            self._labelled_section(block)
            return
        self.structure += block.structure
        if block.header:
            self._table(block)
        elif not block.hit:
            self._unlabelled(block)
        else:
            if not block.pieces and not _is_repeated(block, after):
                code = Code.GOAL_WITHOUT_TITLE if block.kind is Kind.GOAL else Code.EMPTY_LABEL
                self.findings.add(code, line=block.hit.line.number, text=block.quote)
            self._readers()[block.hit.label.kind](block)

    def _readers(self) -> dict[Kind, Callable[[Block], None]]:
        return {
            Kind.GOAL: self._goal,
            Kind.GOALS: self._goal_list,
            Kind.TEXT: self._text,
            Kind.FOLLOWUPS: self._followups,
            Kind.ACTIVITIES: self._activities,
            Kind.INDICATORS: self._indicators,
            Kind.PERIOD: self._period,
        }

    def _goal(self, block: Block) -> None:
        """Read one goal: its title, and text without a label under it."""
        assert block.hit  # noqa: S101 - only labelled blocks come here
        assert block.hit.label.level  # noqa: S101 - labels of goals have a level
        goal = Goal(block.hit.label.level, block.hit.line.number)
        self._place(goal, block)
        pieces = block.pieces
        ends = next((at for at in range(1, len(pieces)) if self._is_apart(pieces[at - 1], pieces[at])), len(pieces))
        if pieces:
            goal.title = joined(pieces[:ends]).cell()
            if len(goal.title.text) > LONG_TITLE:
                self.findings.add(Code.LONG_TITLE, line=pieces[0].line.number, text=goal.title.text)
        self._loose(pieces[ends:])

    def _is_apart(self, before: Piece, piece: Piece) -> bool:
        """Return whether a line stands apart from a title: blank lines between, and the title's line is not full."""
        if self.measure.width == float("inf"):
            return True
        room = room_left(before.line.text, piece.line.text, self.measure)
        return piece.line.gap > self.measure.gap and room > (1 - TITLE_MEASURE) * self.measure.width

    def _place(self, goal: Goal, block: Block) -> None:
        """Put a goal under the last goal of a higher level; those outside the chain stand by themselves."""
        rank = CHAIN.get(goal.level)
        while self.chain and (rank is None or CHAIN.get(self.goal.level, len(CHAIN)) >= rank):
            self.chain.pop()
        if self.chain:
            self.goal.children.append(goal)
        else:
            self.goals.append(goal)
            if rank:
                self.findings.add(Code.GOAL_WITHOUT_PARENT, line=goal.line, text=block.quote)
        self.chain.append(goal)
        number = block.hit.number if block.hit else None
        if number is not None:
            if number != self.last_number + 1:
                self.findings.add(Code.NUMBERING, line=goal.line, text=block.quote, expected=self.last_number + 1)
            self.last_number = number

    def _goal_list(self, block: Block) -> None:
        """Read a list of goals, and the sections after it."""
        assert block.hit  # noqa: S101 - only labelled blocks come here
        assert block.hit.label.level  # noqa: S101 - labels of goals have a level
        found, rest = goals_and_rest(block.pieces, self.measure, self.findings)
        period = self._label_period(block)
        for pieces in found:
            cut = self._without_bullets(pieces)
            self.goals.append(Goal(block.hit.label.level, pieces[0].line.number, joined(cut).cell(), period))
        self.sections += sections_of(rest, self.measure)

    def _label_period(self, block: Block) -> Period | None:
        """Return the period within a label ("Förskolans verksamhetsmål 2020–2023")."""
        hit = block.hit
        found = find_period(hit.line.text) if hit and hit.dated_at else None
        if not hit or not found:
            return None
        return Period(joined([Piece(hit.line, found.start, found.end)]).cell(), found.first, found.last, quoted=True)

    def _without_bullets(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Return the pieces of an entry after its bullet, which is structure."""
        mark = BULLET.match(pieces[0].line.text, pieces[0].start)
        if not mark:
            return list(pieces)
        line = pieces[0].line
        self.structure.append(line.span(mark.start(), len(line.text[: mark.end()].rstrip())))
        return [Piece(line, mark.end(), pieces[0].end), *pieces[1:]]

    def _entries(self, block: Block) -> list[list[Piece]]:
        """Return a list's entries without their bullets; a doubtful joint is noted."""
        made = []
        for entry in entries(block.pieces, self.measure):
            bulleted = is_bullet(entry[0].line.text[entry[0].start :])
            for before, after in pairwise(entry):
                if may_end(before, after, self.measure, bulleted=bulleted):
                    self.findings.add(Code.MAYBE_TWO_ENTRIES, line=before.line.number, text=before.line.text)
            made.append(self._without_bullets(entry))
        return made

    def _text(self, block: Block) -> None:
        """Read running text under a label; text under the same label again is added to it."""
        assert block.hit  # noqa: S101 - only labelled blocks come here
        key = block.hit.label.key
        if not block.pieces:
            return
        if key in self.goal.texts:
            self.findings.add(Code.SAME_LABEL_TWICE, line=block.hit.line.number, text=block.quote)
        self._put_text(key, block.pieces)

    def _put_text(self, key: str, pieces: Sequence[Piece]) -> None:
        cell = paragraphs(pieces, self.measure).cell()
        old = self.goal.texts.get(key)
        self.goal.texts[key] = Cell(f"{old.text}\n{cell.text}", old.spans + cell.spans) if old else cell

    def _loose(self, pieces: Sequence[Piece]) -> None:
        """Keep text without a label as the goal's description."""
        if pieces:
            self.findings.add(Code.LOOSE_TEXT, line=pieces[0].line.number, text=pieces[0].line.text)
            self._put_text("description", pieces)

    def _followups(self, block: Block) -> None:
        self.goal.followups += [joined(entry).cell() for entry in self._entries(block)]

    def _activities(self, block: Block) -> None:
        self.goal.activities += [Activity(joined(entry).cell()) for entry in self._entries(block)]

    def _indicators(self, block: Block) -> None:
        self.goal.indicators += [Indicator(joined(entry).cell()) for entry in self._entries(block)]

    def _period(self, block: Block) -> None:
        """Read a goal's period; what is no period stays as text."""
        entry = [piece for part in self._entries(block) for piece in part]
        if not entry:
            return
        stretch = joined(entry)
        found = find_period(stretch.text)
        alone = (
            found and found.end == len(stretch.text.rstrip(" .")) and PERIOD_WORDS.match(stretch.text[: found.start])
        )
        if found and alone and self.goal.period is None:
            self.goal.period = Period(stretch.cell(), found.first, found.last)
            return
        self.findings.add(Code.NO_SCHEDULE, line=entry[0].line.number, text=stretch.text)
        self._put_text("schedule", entry)

    def _table(self, block: Block) -> None:
        assert block.header  # noqa: S101 - only tables come here
        context = TableContext(block.header, self.measure, self.findings, self.structure)
        if block.header.is_indicators:
            self.goal.indicators += indicator_rows(block.lines, context)
        else:
            self.goal.activities += activity_rows(block.lines, context)

    def _unlabelled(self, block: Block) -> None:
        """Read lines without a label: sections before, between and after the goals, or text below a Word table."""
        if self.chain and block.lines and block.lines[0].heading is None:
            self._loose(block.pieces)
            return
        self.sections += sections_of(block.lines, self.measure)
        self.chain.clear()

    def _labelled_section(self, block: Block) -> None:
        """Read a section whose heading the family knows."""
        assert block.hit  # noqa: S101 - only labelled blocks come here
        title = joined([Piece(block.hit.line, 0, len(block.hit.line.text))]).cell()
        self.sections.append(Section(title, paragraphs(block.pieces, self.measure).cell()))
        self.chain.clear()

    def _note_divided_words(self, pieces: Sequence[Piece]) -> None:
        """Note compound words that a hyphen divides between lines: perhaps the hyphen belongs to the line, not to the word."""
        for before, after in pairwise(pieces):
            if not DIVIDED.search(before.line.text) or joint(before.line.text, after.line.text):
                continue
            word = before.line.text.rsplit(" ", 1)[-1] + after.line.text.split(" ", 1)[0]
            self.findings.add(Code.SPLIT_WORD, line=before.line.number, text=before.line.text, word=word)


def _is_repeated(block: Block, after: Block | None) -> bool:
    """Return whether the same label follows at once, as where a page's title is said again."""
    return bool(block.hit and after and after.hit and after.hit.label == block.hit.label)


def assemble(blocks: Sequence[Block], measure: Measure, findings: Findings) -> Assembly:
    """Return the goals and sections of a text's blocks."""
    made = Assembly(measure, findings)
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        made.add(block, after)
    return made
