"""Answers in free text are read through by a named person before a leader sees them: shown, shortened, or not shown."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.access import scope_for
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.models import User
from surveys.actions.rounds import say
from surveys.enums import Clearing
from surveys.models import ReleasedText
from surveys.rules.results.clearing import MARK, is_shortened


@transaction.atomic
def clear_text(*, text: ReleasedText, shown: str, actor: User, now: dt.datetime) -> ReleasedText:
    """Show an answer as `shown`: as it was written or with words taken out; not at all where that is empty. Raises `Refused`.

    Who has cleared it may think again. The event says who and what was decided, never a word of the answer.
    """
    held = ReleasedText.objects.select_for_update(of=("self",)).select_related("place__unit", "release__round__unit")
    row = held.get(pk=text.pk)
    if not scope_for(actor).may(Area.FREE_TEXT, Right.CLEAR, row.place.unit or row.release.round.unit):
        raise Refused(_("Du kan inte läsa igenom svaren här. Be den som är kvalitetsansvarig om hjälp."))
    kept = shown.strip()
    if kept and not is_shortened(row.text, kept):
        raise Refused(
            _("Du kan bara ta bort ord, inte lägga till. Skriv %(mark)s där något är borttaget.") % {"mark": MARK}
        )
    if kept and not kept.replace(MARK, "").strip():
        raise Refused(_("Det finns inget kvar att visa. Välj att inte visa svaret."))
    row.state, row.shown = (Clearing.SHOWN, kept) if kept else (Clearing.WITHHELD, "")
    row.cleared_by, row.cleared_at = actor, now
    row.save(update_fields=["state", "shown", "cleared_by", "cleared_at"])
    say(row.release.round, "text_cleared", actor, {"text": str(row.pk), "state": str(row.state)})
    return row
