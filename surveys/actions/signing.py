"""Answers are signed: a sheet is judged whole, and stored for good."""

from django.db import transaction
from django.utils.translation import gettext as _

from ledger import clock
from organisation.actions import Refused
from organisation.models import User
from surveys.models import QuestionnaireVersion
from surveys.models.sheet import AnswerSheet
from surveys.rules.answering.sheet import Raw, judged


@transaction.atomic
def sign_sheet(*, version: QuestionnaireVersion, raw: Raw, actor: User) -> AnswerSheet:
    """Store what was typed as a signed answer to `version`; what is hidden is left out.

    Refused where an answer is none, or one that is needed is missing. Whether `actor` may is for whoever calls to know; its
    event too.
    """
    sheet = judged(version.definition, raw, clock.today().isoformat())
    if sheet.faults:
        raise Refused(_("Ett eller flera svar går inte att spara som de står. Rätta dem först."))
    if sheet.missing:
        raise Refused(_("Det är något kvar som behöver ett svar."))
    return AnswerSheet.objects.create(version=version, answers=sheet.answers, signed_by=actor, signed_at=clock.now())
