"""What somebody sent that could not be taken just now, ready to be sent once more: nothing that was typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.request import UnreadablePostError

LARGEST = 256 * 1024  # bytes of a form that is sent back to be sent again
SECRET = "password"  # noqa: S105 - what the names of fields hold that are never sent back
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Again:
    """An address to try again, and what was sent there: pairs of a field's name and its value."""

    url: str
    posts: bool = False
    fields: Sequence[tuple[str, str]] = ()


def again(request: HttpRequest) -> Again | None:
    """Return how to try the same again, or None where only going back helps: a file, something long, a password."""
    url = request.get_full_path()
    if request.method != "POST":
        return Again(url)
    try:
        if request.content_type not in FORMS or int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return None
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, ValueError, UnreadablePostError, SuspiciousOperation):
        return None
    if request.FILES or any(SECRET in name.lower() for name, _value in fields):
        return None
    return Again(url, posts=True, fields=fields)
