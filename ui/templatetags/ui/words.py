"""Numbers and dates as the reader's language writes them."""

import datetime as dt

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import get_language

from ui.rules import numbers
from ui.templatetags.ui.library import register


@register.filter(name="number")
def number(value: float, decimals: int | None = None) -> str:
    """Write a number as the reader's language does: `1 204`, `4,9`."""
    return numbers.number(value, decimals=decimals, language=get_language() or "sv")


@register.filter
def percent(value: float, decimals: int | None = None) -> str:
    """Write a share (83 means 83 per cent) as the reader's language does: `83 %`."""
    return numbers.percent(value, decimals=decimals, language=get_language() or "sv")


@register.filter
def day(value: dt.date | dt.datetime, form: str = "") -> str:
    """Write a date: `24 november`; with `year`: `24 november 2026`; with `week`: `tisdag 24 november`.

    `short`: `24 nov`; `short-year`: `24 nov 2026`.
    """
    local = localtime(value) if isinstance(value, dt.datetime) and value.tzinfo else value
    month = "b" if (get_language() or "sv").startswith("sv") else "M"  # Swedish writes months with small letters
    patterns = {"year": "j F Y", "week": "l j F", "short": f"j {month}", "short-year": f"j {month} Y"}
    pattern = patterns.get(form, "j F")
    return formats.date_format(local, pattern)


@register.filter
def moment(value: dt.datetime) -> str:
    """Write a point in time: `24 november 14.20`."""
    local = localtime(value) if value.tzinfo else value
    between = "." if (get_language() or "sv").startswith("sv") else ":"
    return f"{day(value)} {local:%H}{between}{local:%M}"
