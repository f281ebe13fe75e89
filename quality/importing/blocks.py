"""A text cut at its labels: each block is a label and the lines that follow it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from quality.importing.families import Family
from quality.importing.findings import Code, Findings
from quality.importing.headers import Header, find_header
from quality.importing.labels import Hit, Kind, find_label
from quality.importing.lines import Line
from quality.importing.outline import Span
from quality.importing.stretch import Piece, whole


@dataclass(slots=True)
class Block:
    """What follows one label (`hit`), one table head (`header`), or neither: the text before the first label.

    `first` is the content on the label's own line, if any. `structure` holds the spans of the label itself.
    """

    hit: Hit | None = None
    header: Header | None = None
    first: Piece | None = None
    lines: list[Line] = field(default_factory=list)
    structure: list[Span] = field(default_factory=list)

    @property
    def kind(self) -> Kind | None:
        """Return what follows the label."""
        return self.hit.label.kind if self.hit else None

    @property
    def pieces(self) -> list[Piece]:
        """Return the content as pieces, cells of stray table rows one by one."""
        parts = [part for line in self.lines for part in (line.cells or (line,)) if part.text]
        return ([self.first] if self.first else []) + [whole(part) for part in parts]

    @property
    def quote(self) -> str:
        """Return the label as written."""
        return self.hit.line.text[: self.hit.rest].rstrip() if self.hit else ""


def cut(lines: Sequence[Line], family: Family, findings: Findings) -> list[Block]:
    """Return the blocks of a text in order; the first is the text before all labels."""
    blocks = [Block()]
    at = 0
    while at < len(lines):
        taken = _begin(lines, at, family, blocks, findings)
        if not taken:
            blocks[-1].lines.append(lines[at])
        at += taken or 1
    return blocks


def _begin(lines: Sequence[Line], at: int, family: Family, blocks: list[Block], findings: Findings) -> int:
    """Begin a block at line `at` if a label or table head stands there. Returns how many lines that took."""
    under_goal = _under_goal(blocks)
    hit = find_label(lines[at], family.labels, under_goal=under_goal)
    if hit:
        blocks.append(_labelled(hit, findings))
        return 1
    header = find_header(lines, at) if under_goal else None
    if header:
        _add_table(lines[at : at + header.lines], header, blocks, findings)
        return header.lines
    if _ends_goals(lines[at], blocks):
        blocks.append(Block(lines=[lines[at]]))
        return 1
    if blocks[-1].header and not lines[at].cells and blocks[-1].lines and blocks[-1].lines[-1].cells:
        blocks.append(Block(lines=[lines[at]]))  # text after a Word table is not a row of it
        return 1
    return 0


def _under_goal(blocks: Sequence[Block]) -> bool:
    """Return whether the last block belongs to a goal."""
    for block in reversed(blocks):
        if block.kind in (Kind.GOAL, Kind.GOALS):
            return block.kind is Kind.GOAL
        if block.kind is Kind.SECTION or _is_styled_section(block):
            return False
    return False


def _is_styled_section(block: Block) -> bool:
    return not block.hit and not block.header and bool(block.lines) and block.lines[0].heading is not None


def _ends_goals(line: Line, blocks: Sequence[Block]) -> bool:
    """Return whether a heading style at least as high as that of the last goal's label begins a section after the goals."""
    if line.heading is None or not _under_goal(blocks) or blocks[-1].kind is Kind.GOAL:
        return False
    goal = next(block.hit for block in reversed(blocks) if block.hit and block.kind is Kind.GOAL)
    return goal.line.heading is not None and line.heading <= goal.line.heading


def _labelled(hit: Hit, findings: Findings) -> Block:
    """Return the block that a label begins."""
    block = Block(hit=hit)
    head = len(hit.line.text[: hit.rest].rstrip())
    block.structure.append(hit.line.span(0, head))
    if hit.rest < len(hit.line.text):
        block.first = Piece(hit.line, hit.rest, len(hit.line.text))
    if hit.meant:
        findings.add(Code.NEAR_LABEL, line=hit.line.number, text=block.quote, label=hit.meant)
    return block


def _add_table(head: Sequence[Line], header: Header, blocks: list[Block], findings: Findings) -> None:
    """Begin a table, or go on with the one that a page break cut."""
    if not blocks[-1].header or blocks[-1].header.kind != header.kind or not blocks[-1].lines:
        blocks.append(Block(header=header))
    blocks[-1].structure += [line.span(0, len(line.text)) for line in head]
    quote = " ".join(line.text for line in head)
    if header.meant:
        findings.add(Code.NEAR_HEADER, line=head[0].number, text=quote, label=header.meant)
    if header.extra:
        findings.add(Code.EXTRA_COLUMN, line=head[0].number, text=quote, column=header.extra)
