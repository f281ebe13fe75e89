"""`{% load organisation %}`: how long ago something was, and counts in words."""

import datetime as dt

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.rules import text

register = template.Library()

register.filter("mid_sentence", text.mid_sentence)

MINUTE, HOUR, DAY = 60, 3600, 86_400


@register.filter
def ago(age: dt.timedelta | None) -> str:
    """Say how long ago something was: *för 12 sekunder sedan*; *aldrig* where it has not been."""
    if age is None:
        return _("aldrig")
    seconds = max(0, int(age.total_seconds()))
    if seconds < MINUTE * 2:
        return ngettext("för %(n)s sekund sedan", "för %(n)s sekunder sedan", seconds) % {"n": seconds}
    for size, words in ((HOUR * 2, "minutes"), (DAY * 2, "hours")):
        if seconds < size:
            return _counted(words, seconds)
    return _counted("days", seconds)


def _counted(words: str, seconds: int) -> str:
    if words == "minutes":
        n = seconds // MINUTE
        return ngettext("för %(n)s minut sedan", "för %(n)s minuter sedan", n) % {"n": n}
    if words == "hours":
        n = seconds // HOUR
        return ngettext("för %(n)s timme sedan", "för %(n)s timmar sedan", n) % {"n": n}
    n = seconds // DAY
    return ngettext("för %(n)s dygn sedan", "för %(n)s dygn sedan", n) % {"n": n}
