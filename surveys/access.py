"""Who sees which questionnaire and which round, and the doors to them.

A questionnaire is seen by those who may read the library, or the rounds, at the unit that owns it or anywhere below: what a
municipality asks, its preschools may choose. It is written by those who may edit the library at the unit that owns it.

A round is seen by those who may read rounds at the unit that runs it, and, once it has opened, by those who may see rates at
a unit that is asked. It is changed by those who may edit rounds at the unit that runs it.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from organisation.access import Scope
from organisation.access.table import reaches
from organisation.enums import Area, Right
from surveys.enums import RoundState
from surveys.models import Questionnaire, QuestionnaireVersion, Round, RoundUnit

READING = (Area.WHEEL, Area.ROUNDS)


def reads_the_library(scope: Scope) -> bool:
    """Return whether the person may read questionnaires anywhere."""
    return any(scope.may(area, Right.READ) for area in READING)


def writes_in_the_library(scope: Scope) -> bool:
    """Return whether the person may publish versions anywhere."""
    return scope.may(Area.WHEEL, Right.EDIT)


def visible_questionnaires(scope: Scope) -> QuerySet[Questionnaire]:
    """Return the questionnaires that the person may read, archived ones too."""
    reach = Q(unit__in=_above(scope))
    for area in READING:
        reach |= scope.q(area, Right.READ, "unit")
    return Questionnaire.objects.filter(reach)


def may_write(scope: Scope, questionnaire: Questionnaire) -> bool:
    """Return whether the person may publish versions of `questionnaire`."""
    return scope.may(Area.WHEEL, Right.EDIT, questionnaire.unit)


def get_questionnaire_for(scope: Scope, key: str, right: Right = Right.READ) -> Questionnaire:
    """Return the questionnaire with `key` if it may be read, else 404; 403 where `right` is EDIT and not held."""
    found = visible_questionnaires(scope).filter(key=key).select_related("unit").first()
    if found is None:
        raise Http404(_("Enkäten finns inte, eller så har du inte tillgång till den."))
    if right != Right.READ and not may_write(scope, found):
        raise PermissionDenied
    return found


def get_version_for(scope: Scope, key: str, number: int) -> QuestionnaireVersion:
    """Return version `number` of the questionnaire with `key` if it may be read, else 404."""
    questionnaire = get_questionnaire_for(scope, key)
    found = questionnaire.versions.filter(number=number).select_related("published_by").first()
    if found is None:
        raise Http404(_("Enkäten har ingen sådan utgåva."))
    found.questionnaire = questionnaire
    return found


def visible_rounds(scope: Scope) -> QuerySet[Round]:
    """Return the rounds that the person may read."""
    theirs = RoundUnit.objects.filter(scope.q(Area.ROUNDS, Right.RATES, "unit"), is_asked=True).values("round")
    asked = Q(pk__in=theirs) & ~Q(state=RoundState.DRAFT)
    return Round.objects.filter(scope.q(Area.ROUNDS, Right.READ, "unit") | asked)


def may_run(scope: Scope, held: Round) -> bool:
    """Return whether the person may change the round, open it and end it."""
    return scope.may(Area.ROUNDS, Right.EDIT, held.unit)


def get_round_for(scope: Scope, pk: int, right: Right = Right.READ) -> Round:
    """Return the round with id `pk` if it may be read, else 404; 403 where `right` is EDIT and not held."""
    found = visible_rounds(scope).select_related("unit", "version__questionnaire").filter(pk=pk).first()
    if found is None:
        raise Http404(_("Omgången finns inte, eller så har du inte tillgång till den."))
    if right != Right.READ and not may_run(scope, found):
        raise PermissionDenied
    return found


def _above(scope: Scope) -> set[int]:
    """Return the units over those where the person may read, the units themselves included; no statement is needed."""
    return {
        unit
        for held in scope.held
        if any(reaches(held.role, area, Right.READ) for area in READING)
        for unit in scope.lines[held.unit].units
    }
