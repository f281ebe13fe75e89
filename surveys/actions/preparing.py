"""A round that is being prepared changes its mind: what it is, whom it asks, whether the clock may open it."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.actions import Refused
from organisation.models import Unit, User
from surveys.actions.rounds import Plan, ask_units, preparing, refuse_bad_plan, say
from surveys.models import Round, RoundUnit


@transaction.atomic
def change_round(*, round: Round, plan: Plan, actor: User | None = None) -> Round:
    """Store what a round is to be instead. Its version and the unit that runs it stay."""
    held = preparing(round, actor)
    refuse_bad_plan(plan)
    if held.invitations.exclude(audience__in=plan.policies).exists():
        raise Refused(_("Några som är inbjudna hör till en målgrupp som du tog bort. Ta bort de inbjudna först."))
    held.name, held.languages = plan.name, list(plan.languages)
    held.policies = {audience: dict(groups) for audience, groups in plan.policies.items()}
    held.opens_on, held.closes_on, held.keep_months = plan.opens_on, plan.closes_on, plan.keep_months
    held.signed_languages = [one for one in held.signed_languages if one in held.languages]
    held.pool_size = plan.pool_size
    held.is_ready = False
    held.save()
    say(held, "changed", actor, {"policies": held.policies})
    return held


@transaction.atomic
def choose_units(*, round: Round, units: Collection[Unit], actor: User | None = None) -> list[RoundUnit]:
    """Let the round ask these units and no others."""
    held = preparing(round, actor)
    if not units:
        raise Refused(_("Välj minst en enhet."))
    if held.invitations.exists():
        raise Refused(_("Det finns redan inbjudna. Ta bort dem först, och välj enheter sedan."))
    held.units.all().delete()
    return ask_units(round=held, units=units, actor=actor)


@transaction.atomic
def hold_back(*, round: Round, actor: User | None = None) -> Round:
    """Take back that the clock may open the round."""
    held = preparing(round, actor)
    held.is_ready = False
    held.save(update_fields=["is_ready"])
    say(held, "held_back", actor, {})
    return held


@transaction.atomic
def discard_round(*, round: Round, actor: User | None = None) -> None:
    """Take away a round that has not opened, with all who were to be invited."""
    held = preparing(round, actor)
    say(held, "discarded", actor, {"invitations": held.invitations.count()})
    held.delete()
