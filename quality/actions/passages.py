"""Passages are kept for the analysis, and taken away again. What is done goes to `document:ID`."""

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.models import User
from quality.access import may_write, visible_submissions
from quality.models import Document, Passage, Submission
from quality.queries.passages import texts_of
from quality.rules.passages import passage_in


@transaction.atomic
def keep_passage(*, submission: Submission, field: str, text: str, actor: User) -> Passage:
    """Keep a passage of an answer, word for word, for the analysis (spara ett stycke). Keeping it again changes nothing.

    Refused where it does not stand in the answer.
    """
    if not visible_submissions(scope_for(actor)).filter(pk=submission.pk).exists():
        raise Refused(_("Det här får du inte göra. Be den som är kvalitetsansvarig om hjälp."))
    chosen = passage_in(texts_of(submission.sheet).get(field, ""), text)
    if not chosen:
        raise Refused(_("Stycket ska stå ordagrant så som det står i svaret."))
    there = Passage.objects.filter(submission=submission, field=field, text=chosen).first()
    if there is not None:
        return there
    kept = Passage.objects.create(submission=submission, field=field, text=chosen, kept_by=actor, kept_at=clock.now())
    _say(submission.document, "passage_kept", actor, {"submission": submission.pk, "field": field, "text": chosen})
    return kept


@transaction.atomic
def drop_passage(*, passage: Passage, actor: User) -> None:
    """Take a passage away (ta bort): by whoever kept it, or whoever writes in the document."""
    document = passage.submission.document
    if passage.kept_by_id != actor.pk and not may_write(scope_for(actor), document):
        raise Refused(_("Bara den som sparade stycket eller arbetslaget kan ta bort det."))
    _say(document, "passage_dropped", actor, {"passage": passage.pk, "field": passage.field, "text": passage.text})
    passage.delete()


def _say(document: Document, what: str, actor: User, payload: dict[str, object]) -> None:
    record(subject=f"document:{document.pk}", kind=f"quality.{what}", actor=actor, payload=payload)
