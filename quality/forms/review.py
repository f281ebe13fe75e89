"""What a reviewer says: of each answer, and in all."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2000
REMARK = "om-"


class ReviewForm(forms.Form):
    """A comment in all; needed where the document goes back, which the action says."""

    comment = forms.CharField(
        label=_("Kommentar till arbetslaget"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Behövs om du skickar tillbaka, om du inte har skrivit vid svaren."),
        error_messages={"max_length": _("Texten är för lång. Skriv högst 2 000 tecken.")},
    )


def remarks_in(data: Mapping[str, Any], fields: list[str]) -> dict[str, str]:
    """Return what was written beside the answers, by field."""
    said = {field: str(data.get(f"{REMARK}{field}", ""))[:LONGEST] for field in fields}
    return {field: text for field, text in said.items() if text.strip()}
