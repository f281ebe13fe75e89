"""The gate: a release is attacked before anybody sees it, and what breaks is taken back, step by step.

A family is what lies nearest below a place that is shown. First it shows means only, and that place the weighted mean of what
they show; if that breaks too, so do the families above that may mix with it; then it is lost, with all below it; then the one
above is next.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from surveys.disclosure.asked import ROOT
from surveys.disclosure.audit import audit
from surveys.disclosure.breaks import Break
from surveys.disclosure.planning import Decision, Plan
from surveys.disclosure.release import Fallen, Release, release


class Unsafe(ValueError):
    """Nothing more can be taken back. The round cannot be released."""


Attack = Callable[[Release], Iterable[Break]]


@dataclass(frozen=True)
class Passed:
    """A release that nothing broke. `breaks`: what was found on the way, by turn; `components`: families that might fall."""

    release: Release
    breaks: tuple[tuple[Break, ...], ...]
    components: int

    @property
    def to_means(self) -> int:
        """Return how many families fell back to means."""
        return len(self.release.fallen.made)

    @property
    def lost(self) -> int:
        """Return how many families were lost."""
        return len(self.release.fallen.lost)


def passed(plan: Plan, attack: Attack) -> Passed:
    """Return the release that stands when neither the rank audit nor the attack breaks anything more. Raises `Unsafe`."""
    fallen = Fallen()
    turns: list[tuple[Break, ...]] = []
    while True:
        made = release(plan, fallen)
        found = tuple(sorted({*audit(made), *attack(made)}, key=lambda each: (each.subject, each.places, each.what)))
        if not found:
            return Passed(made, tuple(turns), sum(len(decision.families) for decision in plan.decisions))
        turns.append(found)
        further = fallen_back(plan, fallen, found)
        if further == fallen:
            raise Unsafe(f"All is taken back, and still something breaks: {found[0]}")
        fallen = further


def fallen_back(plan: Plan, fallen: Fallen, found: Iterable[Break]) -> Fallen:
    """Return what is taken back after these breaks: each family that one is about goes down one step of the ladder."""
    made, lost = set(fallen.made), set(fallen.lost)
    by_key = {decision.subject.key: decision for decision in plan.decisions}
    for each in found:
        decision = by_key[each.subject]
        for family in {_family(decision, decision.places.keys.index(key)) for key in each.places}:
            upward = [(each.subject, one) for one in _upward(decision, family)]
            near = upward[: 1 + _within(decision, family)]
            step = next((one for one in near if one not in fallen.made), None)
            if step:
                made.add(step)
            else:
                lost |= set(islice((one for one in upward if one not in fallen.lost), 1))
    return Fallen(frozenset(made), frozenset(lost))


def _family(decision: Decision, place: int) -> int:
    """The family of a place; of one in a packed group, mostly that of the group: nothing is shown of its own."""
    family = decision.homes[place]
    while family != ROOT and family not in decision.families:
        family = decision.homes[family]
    return family


def _upward(decision: Decision, family: int) -> list[int]:
    """A family, then those above it to the topmost."""
    found = [family]
    while found[-1] != ROOT:
        found.append(decision.homes[found[-1]])
    return found


def _within(decision: Decision, family: int) -> int:
    """How many families above may mix with one: up to a place all about which is shown, by distributions too."""
    cuts = {ROOT, *decision.means.tops} & {ROOT, *decision.distributions.tops}
    return next(number for number, one in enumerate(_upward(decision, family)) if one in cuts)
