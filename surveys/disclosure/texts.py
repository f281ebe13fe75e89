"""Where answers in free text are shown: at the smallest unit where so many were given that nobody is known by theirs."""

from collections.abc import Mapping, Sequence

from surveys.disclosure.asked import ROOT


def placed(counts: Mapping[int, int], parents: Sequence[int], least: int) -> dict[int, int]:
    """Return, for each unit with answers, the unit at which they are shown; none where they are never shown.

    `counts`: answers that lie directly at a unit. From below upward: a unit with at least `least` answers that no unit below it
    shows keeps them, else they go to its parent together with what other units could not keep. So no answer is shown twice, and
    what a unit shows comes from at least so many answers, whatever else is shown.
    """
    held: dict[int, list[int]] = {unit: [unit] for unit in counts if counts[unit]}
    found: dict[int, int] = {}
    for unit in range(len(parents) - 1, ROOT, -1):
        sources = held.pop(unit, [])
        if sum(counts[source] for source in sources) >= least:
            found |= dict.fromkeys(sources, unit)
        elif sources and parents[unit] != ROOT:
            held.setdefault(parents[unit], []).extend(sources)
    return found
