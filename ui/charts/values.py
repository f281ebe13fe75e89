"""What a chart can be given for a number, and how each reads in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ui.rules import numbers


class Mark(Enum):
    """What stands in place of a number that is not given out."""

    HIDDEN = "hidden"  # the group is too small to show anything
    BELOW = "below"  # so few that the release says no more than “under 10 %”


@dataclass(frozen=True)
class Bound:
    """A number that is only known to be under `value`, or over it."""

    value: float
    over: bool = False


SMALL = 10  # per cent: what Mark.BELOW is under
Value = float | Bound | Mark | None  # None: nothing was measured


def written(value: Value, unit: str = "", decimals: int | None = None) -> str:
    """Return `value` as the table writes it: `83 %`, `under 10 %`, `visas inte`, or a dash when there is none."""
    if value is None:
        return "–"
    if value is Mark.HIDDEN:
        return _("visas inte")
    if value is Mark.BELOW:
        return _("under %(share)s") % {"share": numbers.percent(SMALL, language=get_language() or "sv")}
    if isinstance(value, Bound):
        words = _("över %(share)s") if value.over else _("under %(share)s")
        return words % {"share": written(value.value, unit, decimals)}
    return numbers.with_unit(float(value), unit, decimals=decimals, language=get_language() or "sv")


def spoken(value: Value, unit: str = "", decimals: int | None = None) -> str:
    """Return `value` as a description says it: as written, but words instead of a dash."""
    return _("inget värde") if value is None else written(value, unit, decimals)


def figure(value: Value) -> float | None:
    """Return the number to draw, or None when there is none to draw. A bound is drawn where it lies."""
    if isinstance(value, Bound):
        return value.value
    return None if value is None or isinstance(value, Mark) else float(value)


def sentence(items: Iterable[str]) -> str:
    """Return the items as one sentence with commas and a full stop; its first letter is large."""
    text = ", ".join(items)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
