"""How small a group may be: the policies of a round, as data. The numbers are persons (children, where ballots are weighted)."""

from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is asked of a group before something is shown about it.

    `k`: of the group itself. `k_diff`: of what remains when shown groups are taken from each other. `k_distribution`: both of
    these, for distributions. `k_text`: answers in free text, None: never shown. `least_rate`: share of those invited, 0 to 1.
    """

    key: str
    k: int
    k_diff: int
    k_distribution: int
    k_text: int | None
    least_rate: Fraction = Fraction(0)

    def raised(self, **numbers: int | Fraction) -> "Policy":
        """Return the policy with some numbers raised. Raises `ValueError` for one that would be lowered."""
        for name, number in numbers.items():
            if number < getattr(self, name):
                raise ValueError(f"{name} of the policy {self.key} may be raised, not lowered.")
        return replace(self, **numbers)  # type: ignore[arg-type]

    def shows_texts(self, answers: int) -> bool:
        """Return whether so many answers in free text may be shown, to whom they are for, after they are cleared."""
        return self.k_text is not None and answers >= self.k_text

    def shows_rate(self, invited: int) -> bool:
        """Return whether the share that has answered may be shown while the round is open."""
        return invited >= self.k


GUARDIANS = Policy(key="guardians", k=5, k_diff=5, k_distribution=10, k_text=10)
GUARDIANS_PUBLIC = Policy(
    key="guardians-public", k=10, k_diff=5, k_distribution=10, k_text=None, least_rate=Fraction(35, 100)
)
STAFF = Policy(key="staff", k=7, k_diff=7, k_distribution=20, k_text=10)
STAFF_OFFENSIVE = Policy(key="staff-offensive", k=20, k_diff=10, k_distribution=20, k_text=None)
OPEN = Policy(key="open", k=10, k_diff=10, k_distribution=20, k_text=10)
"""Of an open link: larger than for those who were asked, since one person may have answered several times."""
VFU = Policy(key="vfu", k=5, k_diff=5, k_distribution=10, k_text=10)
POLICIES = {policy.key: policy for policy in (GUARDIANS, GUARDIANS_PUBLIC, STAFF, STAFF_OFFENSIVE, OPEN, VFU)}


def strictest(policies: list[Policy]) -> Policy:
    """Return a policy that asks what each of these asks: for an index over items of several policies."""
    if len(set(policies)) == 1:
        return policies[0]
    texts = [policy.k_text for policy in policies]
    return Policy(
        key="+".join(sorted({policy.key for policy in policies})),
        k=max(policy.k for policy in policies),
        k_diff=max(policy.k_diff for policy in policies),
        k_distribution=max(policy.k_distribution for policy in policies),
        k_text=None if None in texts else max(text for text in texts if text is not None),
        least_rate=max(policy.least_rate for policy in policies),
    )
