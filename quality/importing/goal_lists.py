"""Goals written as the paragraphs under one label ("Nämndens övergripande mål")."""

from collections.abc import Sequence

from quality.importing.findings import Code, Findings
from quality.importing.lines import UNKNOWN_GAP, Line
from quality.importing.paragraphs import CONTINUES, Measure, ends_sentence, is_bullet, print_width, room_left
from quality.importing.sections import is_short
from quality.importing.stretch import Piece

FULL = 0.95  # of a full line, counted in characters
FULL_IN_PRINT = 0.985  # of the widest line in print, where blank lines tell nothing


def goals_and_rest(
    pieces: Sequence[Piece], measure: Measure, findings: Findings
) -> tuple[list[list[Piece]], list[Line]]:
    """Return the pieces by goal, and the lines from the first heading on, which are no goals."""
    goals: list[list[Piece]] = []
    for at, piece in enumerate(pieces):
        starts = not goals or _starts_goal(goals[-1][-1], piece, measure, findings)
        if starts and _is_heading(piece, goals, measure):
            return goals, [rest.line for rest in pieces[at:]]
        if not starts:
            goals[-1].append(piece)
            continue
        goals.append([piece])
        if len(goals) > 1 and is_short(piece.line, measure):
            findings.add(Code.MAYBE_HEADING, line=piece.line.number, text=piece.line.text)
    return goals, []


def _is_heading(piece: Piece, goals: Sequence[Sequence[Piece]], measure: Measure) -> bool:
    """Return whether a line is a heading: in a heading style, or short and without a full stop after goals that all have one."""
    if piece.line.heading is not None and goals:
        return True
    if not goals or not is_short(piece.line, measure):
        return False
    return all(ends_sentence(goal[-1].line.text) or is_bullet(goal[0].line.text) for goal in goals)


def _starts_goal(before: Piece, piece: Piece, measure: Measure, findings: Findings) -> bool:
    """Return whether a new goal begins with `piece`. Where a full line ends a sentence nobody can be sure: a finding says so."""
    line = before.line.text
    if before.line.breaks_word or CONTINUES.search(line):
        return False
    if is_bullet(piece.line.text) or piece.line.heading is not None:
        return True
    room = room_left(line, piece.line.text, measure)
    if not ends_sentence(line):
        return piece.line.gap > measure.gap and room > 0
    if room >= 0 or piece.line.gap > measure.gap:
        return True
    tells = measure.has_gaps and piece.line.gap != UNKNOWN_GAP
    return _decide_full_line(before.line, measure, findings, gaps_tell=tells)


def _decide_full_line(line: Line, measure: Measure, findings: Findings, *, gaps_tell: bool) -> bool:
    """Return whether a goal ends with a line that had no room for the next word, and note that this is not certain."""
    fill = (
        len(line.text) / measure.width / FULL
        if gaps_tell
        else print_width(line.text) / measure.print_width / FULL_IN_PRINT
    )
    ends = fill < 1
    findings.add(Code.MAYBE_ONE_GOAL if ends else Code.MAYBE_TWO_GOALS, line=line.number, text=line.text)
    return ends
