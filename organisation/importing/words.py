"""A cell's word → one of our values."""

import datetime as dt
import difflib
import re
from functools import cache

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db.models import TextChoices
from django.utils.translation import override

from organisation.enums import Role, UnitKind
from organisation.rules.sorting import sort_key

ALSO: dict[str, str] = {
    "bitr rektor": Role.DEPUTY,
    "bitr. rektor": Role.DEPUTY,
    "utvecklingsledare": Role.DEVELOPER,
    "pedagogista": Role.DEVELOPER,
    "förskolelärare": Role.TEACHER,
    "lärare": Role.TEACHER,
    "facklig representant": Role.UNION,
    "fackligt ombud": Role.UNION,
    "skyddsombud": Role.UNION,
    "enhet": UnitKind.SCHOOL_UNIT,
    "rektorsområde": UnitKind.SCHOOL_UNIT,
    "verksamhetsområde": UnitKind.AREA,
}
DATE = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_email = EmailValidator()


@cache
def vocabulary(choices: type[TextChoices]) -> dict[str, str]:
    """Return every word that means one of `choices`, as it is compared: the value, and its label in both languages."""
    words = {sort_key(word): value for word, value in ALSO.items() if value in choices.values}
    for language in ("en", "sv"):
        with override(language):
            words |= {sort_key(str(one.label)): one.value for one in choices}
    return words | {sort_key(value.replace("_", " ")): value for value in choices.values}


def meant(choices: type[TextChoices], word: str) -> str | None:
    """Return the value that `word` means, or None."""
    return vocabulary(choices).get(sort_key(word.replace("_", " ")))


def near(choices: type[TextChoices], word: str) -> str:
    """Return the label that `word` is nearest to, or an empty text."""
    found = difflib.get_close_matches(sort_key(word), vocabulary(choices), n=1, cutoff=0.6)
    return str(choices(vocabulary(choices)[found[0]]).label) if found else ""


def day(text: str) -> dt.date | None:
    """Return the day that `text` names (ÅÅÅÅ-MM-DD, with or without signs), or None. Raises ValueError for no day."""
    if not text:
        return None
    found = DATE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return dt.date(*(int(part) for part in found.groups()))


def is_email(text: str) -> bool:
    """Return whether `text` can be an e-mail address."""
    try:
        _email(text)
    except ValidationError:
        return False
    return text.isascii()
