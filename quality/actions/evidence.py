"""An analysis quotes what it rests on and names its causes; later somebody says what came of its improvements.

Every action writes an event to the chain of the turn's process.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.models import User
from quality.access import may_settle_improvement
from quality.actions.turns import said_in, written_in
from quality.enums import Became, QuotedFrom
from quality.models import Cause, GoalTurn, Improvement, Quotation
from quality.queries.gathered import found
from quality.rules.quoting import is_passage, passage

MOST = 200  # quotations of one turn: an analysis that quotes more says nothing


@transaction.atomic
def quote(
    *, turn: GoalTurn, key: str, actor: User, words: str = "", cause: Cause | None = None, anew: str = ""
) -> Quotation:
    """Quote something that belongs to the turn, as it is now; `words`: a passage of it, word for word, else the whole.

    cause: what it is evidence of; anew: a cause that is named at the same time. Refused where it is not among what the actor is
    shown, and where the words do not stand there.
    """
    turn = written_in(turn, actor)
    source = found(scope_for(actor), turn, key)
    if source is None:
        raise Refused(_("Det finns inte längre bland det som hör till målet. Ladda om sidan."))
    if words.strip() and (source.kind != QuotedFrom.DOCUMENT or not is_passage(words, source.text)):
        raise Refused(_("Citatet ska stå ordagrant i källan. Ta bort ord i början eller slutet, men ändra inga."))
    if turn.quotations.count() >= MOST:
        raise Refused(_("Analysen har redan %(most)s citat. Ta bort något först.") % {"most": MOST})
    if anew.strip():
        cause = name_cause(turn=turn, text=anew, actor=actor)
    made = Quotation.objects.create(
        turn=turn,
        kind=source.kind,
        text=passage(words) if words.strip() else source.text,
        source_name=source.name[:400],
        source_day=source.day,
        cause=_of(turn, cause),
        quoted_at=clock.now(),
        quoted_by=actor,
        **source.source,
    )
    told = {"quotation": made.pk, "source": key, "cause": made.cause_id}
    said_in(turn, "quoted", actor, told)
    return made


@transaction.atomic
def unquote(*, quotation: Quotation, actor: User) -> None:
    """Take a quotation out of an analysis that is still written in."""
    turn = written_in(quotation.turn, actor)
    Quotation.objects.filter(pk=quotation.pk).delete()
    said_in(turn, "unquoted", actor, {"quotation": quotation.pk})


@transaction.atomic
def name_cause(*, turn: GoalTurn, text: str, actor: User) -> Cause:
    """Name one of the things that the outcome depends on."""
    turn = written_in(turn, actor)
    if not text.strip():
        raise Refused(_("Skriv vad det beror på."))
    cause = Cause.objects.create(turn=turn, text=text.strip(), written_at=clock.now(), written_by=actor)
    said_in(turn, "cause_named", actor, {"cause": cause.pk, "text": cause.text})
    return cause


@transaction.atomic
def drop_cause(*, cause: Cause, actor: User) -> None:
    """Take a cause away; its quotations stay, as evidence of none."""
    turn = written_in(cause.turn, actor)
    Quotation.objects.filter(cause=cause).update(cause=None)
    Cause.objects.filter(pk=cause.pk).delete()
    said_in(turn, "cause_dropped", actor, {"cause": cause.pk, "text": cause.text})


@transaction.atomic
def settle_improvement(
    *, improvement: Improvement, became: Became, actor: User, note: str = "", on: dt.date | None = None
) -> Improvement:
    """Say what came of an improvement, as of `on` (default: today), or say it anew; what was said before is in the history."""
    held = Improvement.objects.select_for_update(of=("self",)).select_related("turn__goal__unit").get(pk=improvement.pk)
    if not may_settle_improvement(scope_for(actor), held):
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    if became != Became.DONE and not note.strip():
        raise Refused(_("Skriv hur det blev, så att nästa års plan kan bygga på det."))
    held.became, held.became_note = Became(became), note.strip()
    held.became_on, held.became_by = on or clock.today(), actor
    held.save(update_fields=["became", "became_note", "became_on", "became_by"])
    into = held.carried_into if held.carried_into_id else held.turn
    told = {"improvement": held.pk, "became": str(held.became), "note": held.became_note}
    said_in(into or held.turn, "improvement_settled", actor, told)
    return held


def _of(turn: GoalTurn, cause: Cause | None) -> Cause | None:
    """Return the cause, which must be of the same turn."""
    if cause is not None and cause.turn_id != turn.pk:
        raise Refused(_("Orsaken hör till en annan analys."))
    return cause
