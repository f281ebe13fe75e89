"""The gate: a release is attacked before anybody sees it, and what breaks is taken back, step by step.

First a component shows means only, and its parents the weighted mean of what their children show; if that breaks too, it is lost,
with all below it; then the component above is next.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from surveys.disclosure.asked import ROOT
from surveys.disclosure.audit import audit
from surveys.disclosure.breaks import Break
from surveys.disclosure.planning import Decision, Plan
from surveys.disclosure.release import Fallen, Release, release
from surveys.disclosure.suppression import Pattern


class Unsafe(ValueError):
    """Nothing more can be taken back. The round cannot be released."""


Attack = Callable[[Release], Iterable[Break]]


@dataclass(frozen=True)
class Passed:
    """A release that nothing broke. `breaks`: what was found on the way, by turn; `components`: how many there were to fall."""

    release: Release
    breaks: tuple[tuple[Break, ...], ...]
    components: int

    @property
    def to_means(self) -> int:
        """Return how many components fell back to means."""
        return len(self.release.fallen.made)

    @property
    def lost(self) -> int:
        """Return how many components were lost."""
        return len(self.release.fallen.lost)


def passed(plan: Plan, attack: Attack) -> Passed:
    """Return the release that stands when neither the rank audit nor the attack breaks anything more. Raises `Unsafe`."""
    fallen = Fallen()
    turns: list[tuple[Break, ...]] = []
    while True:
        made = release(plan, fallen)
        found = tuple(sorted({*audit(made), *attack(made)}, key=lambda each: (each.subject, each.places, each.what)))
        if not found:
            components = sum(len(decision.means.tops) for decision in plan.decisions)
            return Passed(made, tuple(turns), components)
        turns.append(found)
        further = fallen_back(plan, fallen, found)
        if further == fallen:
            raise Unsafe(f"All is taken back, and still something breaks: {found[0]}")
        fallen = further


def fallen_back(plan: Plan, fallen: Fallen, found: Iterable[Break]) -> Fallen:
    """Return what is taken back after these breaks: each component goes down one step of the ladder."""
    coarse, made, lost = set(fallen.coarse), set(fallen.made), set(fallen.lost)
    by_key = {decision.subject.key: decision for decision in plan.decisions}
    for each in found:
        decision = by_key[each.subject]
        places = [decision.places.keys.index(key) for key in each.places]
        for number in _components(decision, decision.distributions, places):
            coarse.add((each.subject, number))
        for number in _components(decision, decision.means, places):
            step = (each.subject, number)
            if step not in fallen.made:
                made.add(step)
            elif step not in fallen.lost:
                lost.add(step)
            else:
                lost |= _above(decision, each.subject, number, fallen)
    return Fallen(frozenset(coarse), frozenset(made), frozenset(lost))


def _components(decision: Decision, pattern: Pattern, places: Iterable[int]) -> set[int]:
    """The components that places belong to; of a place that nothing was decided about, that of the nearest above."""
    found: set[int] = set()
    for place in places:
        above = place
        while above != ROOT and (above, 0) not in pattern.component:
            above = decision.places.parents[above]
        if above != ROOT:
            found.add(pattern.component[above, 0])
    return found


def _above(decision: Decision, subject: str, number: int, fallen: Fallen) -> set[tuple[str, int]]:
    """The next component upward that is not lost yet."""
    pattern = decision.means
    while (subject, number) in fallen.lost:
        top = pattern.tops[number]
        if top == ROOT:
            return set()
        number = pattern.component[top, 0]
    return {(subject, number)}
