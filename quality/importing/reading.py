"""Lines in, outline out."""

from collections.abc import Sequence

from quality.importing.blocks import Block, cut
from quality.importing.coverage import coverage_of, section_cells, typed_cells
from quality.importing.families import UNKNOWN, family_of
from quality.importing.findings import Code, Findings
from quality.importing.furniture import without_furniture
from quality.importing.goals import assemble
from quality.importing.lines import RawLine, split_text, visible_lines
from quality.importing.opening import note_what_is_missing, title_and_period
from quality.importing.outline import Outline
from quality.importing.paragraphs import measure_of


def read_lines(source: Sequence[RawLine], findings: Findings | None = None) -> Outline:
    """Return the outline of a plan's lines. `findings` are those made while the file was opened."""
    findings = findings or Findings()
    lines, structure = without_furniture(visible_lines(source), findings)
    family = family_of(lines)
    if family is UNKNOWN:
        findings.add(Code.NO_FAMILY)
    measure = measure_of(lines)
    blocks = cut(lines, family, findings)
    title, period, left, period_lines = title_and_period(blocks[0].lines, findings)
    blocks[0] = Block(lines=left)
    structure += [line.span(0, line.text.index(":") + 1) for line in period_lines]
    made = assemble(blocks, measure, findings)
    note_what_is_missing(title, period, made.goals, findings)
    texts = [raw.text for raw in source]
    structure += made.structure
    cells = [*typed_cells(title, period, made.goals), *section_cells(made.sections)]
    coverage = coverage_of(texts, cells, structure)
    found = findings.in_order()
    return Outline(family.key or None, title, period, made.goals, made.sections, found, coverage, texts, structure)


def read_text(text: str) -> Outline:
    """Return the outline of a plan's text."""
    return read_lines(split_text(text))
