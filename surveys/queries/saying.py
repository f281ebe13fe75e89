"""Days as a letter, the walk and a document say them."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import override

DATED = ("sv", "en")


def day_in_words(day: dt.date, language: str) -> str:
    """Return a day in words where the language's names of the months are known, else as numbers."""
    if language not in DATED:
        return day.isoformat()
    with override(language):
        return date_format(day, "j F Y")
