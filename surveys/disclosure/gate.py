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
    """Return what is taken back after these breaks: each family that one is about goes down one step of the ladder.

    Of families that may mix only the highest does: what it says may be what broke those below it.
    """
    made, lost = set(fallen.made), set(fallen.lost)
    by_key = {decision.subject.key: decision for decision in plan.decisions}
    broken: dict[str, set[int]] = {}
    for each in found:
        decision = by_key[each.subject]
        families = {_family(decision, decision.places.keys.index(key)) for key in each.places}
        broken.setdefault(each.subject, set()).update(families)
    for subject, families in broken.items():
        decision = by_key[subject]
        taken = {family for key, family in fallen.made if key == subject}
        steps = {family: _to_means(decision, family, taken) for family in families}
        for family, step in steps.items():
            above = {other for other in steps.values() if other not in (None, step)}
            if above & set(_mixing(decision, family if step is None else step)):
                continue
            if step is not None:
                made.add((subject, step))
            else:
                left = (one for one in _upward(decision, family) if (subject, one) not in fallen.lost)
                lost |= {(subject, one) for one in islice(left, 1)}
    return Fallen(frozenset(made), frozenset(lost))


def _to_means(decision: Decision, family: int, taken: set[int]) -> int | None:
    """The nearest family, upward, that can fall to means and has not; None where all that may mix have."""
    return next((one for one in _mixing(decision, family) if one not in taken and _has_more(decision, one)), None)


def _has_more(decision: Decision, family: int) -> bool:
    """Whether a family tells more than means, or that above it more than they do."""
    around = {family} | {place for place, home in enumerate(decision.homes) if home == family}
    is_own = family != ROOT and (family, 0) not in decision.made and family in decision.families
    return is_own or any((place, 0) in decision.distributions.shown for place in around)


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


def _mixing(decision: Decision, family: int) -> list[int]:
    """A family and those above it that may mix with it: up to a place all about which is shown, by distributions too."""
    cuts = {ROOT, *decision.means.tops} & {ROOT, *decision.distributions.tops}
    upward = _upward(decision, family)
    return upward[: 1 + next(number for number, one in enumerate(upward) if one in cuts)]
