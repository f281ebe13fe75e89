"""The one door between a draft and an adopted plan, and the way back."""

import datetime as dt

from django.db import transaction
from wagtail.actions.unpublish_page import UnpublishPageAction

from cms.adoption.plan import plan_text
from cms.models import AdoptedPage, PlanPage
from organisation.models import User
from quality.actions.plans import adopt_plan, withdraw_edition
from quality.models import PlanEdition
from quality.rules.plan import fingerprint


class NotAdopted(ValueError):
    """The page is not an adopted plan."""


class ChangedMeanwhile(ValueError):
    """The draft is no longer what was seen before the button was pressed. Nothing is adopted."""


class NotLive(RuntimeError):
    """Publishing did not make the page live: something scheduled it. Nothing is adopted then."""


@transaction.atomic
def adopt_and_publish(*, page: PlanPage, effective_on: dt.date, actor: User, seen: str = "") -> PlanEdition:
    """Adopt the latest draft of `page` as the next edition of its series, then publish it: both or neither.

    `seen`: the fingerprint of the text that somebody looked at; ChangedMeanwhile where the draft says something else now.

    The page's row is locked meanwhile, so that two people who press at once adopt one after the other. Raises
    quality's PlanRefused with all faults, and stores nothing.
    """
    page = _locked(page)
    revision = page.latest_revision
    text = plan_text(revision.as_object())
    if seen and seen != fingerprint(text):
        raise ChangedMeanwhile(str(page.pk))
    edition = adopt_plan(series=page.series, text=text, effective_on=effective_on, actor=actor)
    AdoptedPage.objects.create(page=page, edition=edition)
    revision.publish(user=actor, skip_permission_checks=True)
    if not PlanPage.objects.filter(pk=page.pk, live=True).exists():
        raise NotLive(str(page.pk))
    return edition


@transaction.atomic
def withdraw(*, page: PlanPage, actor: User) -> list[PlanEdition]:
    """Take an adopted plan back: unpublish the page, then withdraw each of its editions that stands. Its goals stay.

    Returns the editions that were withdrawn. Raises NotAdopted where none stands.
    """
    page = _locked(page)
    standing = list(PlanEdition.objects.standing().filter(written__page=page).order_by("number"))
    if not standing:
        raise NotAdopted(str(page.pk))
    UnpublishPageAction(page, user=actor).execute(skip_permission_checks=True)  # nobody has Wagtail's right to
    return [withdraw_edition(edition=edition, actor=actor) for edition in standing]


def _locked(page: PlanPage) -> PlanPage:
    locked: PlanPage = PlanPage.objects.select_for_update(of=("self",)).select_related("series").get(pk=page.pk)
    return locked
