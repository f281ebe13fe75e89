"""Wheels are begun, rewritten, thrown away and published. Each writes an event to the chain of the draft, or of its wheel."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction

from cms.actions.library import library_home
from cms.adoption.drafted_wheel import drafted_wheel
from cms.adoption.wheel import Written, written_of
from cms.models import PublishedWheel, WheelPage
from cms.rules.questionnaires.settling import slug
from ledger.actions import record
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.models import Unit, User
from workflows.actions import CannotPublish, create_wheel, publish_wheel
from workflows.actions.guards import refuse_unless
from workflows.models import Wheel, WheelVersion
from workflows.rules.wheel import WheelText


class WheelChangedSince(ValueError):
    """The draft is no longer what was seen. Nothing is changed."""


@transaction.atomic
def begin_wheel(*, unit: Unit, text: WheelText, actor: User | None, wheel: Wheel | None = None) -> WheelPage:
    """Store `text` as a draft of `unit`: the next version of `wheel`, or the first of a new one.

    A draft that says what the wheel's last version says counts as published. Writes an event. Raises Refused where the wheel has
    a draft already, or the library is not theirs.
    """
    unit = wheel.unit if wheel else unit
    refuse_unless(actor, lambda scope: scope.may(Area.WHEEL, Right.EDIT, unit))
    home = library_home()
    if wheel is not None and WheelPage.objects.filter(wheel=wheel).exists():
        raise Refused(_("Det finns redan ett utkast av hjulet ”%(name)s”.") % {"name": wheel.name})
    key = wheel.key if wheel else free_wheel_key(text.title)
    page = WheelPage(
        unit=unit,
        key=key,
        wheel=wheel,
        owner=actor,
        live=False,
        has_unpublished_changes=True,
        slug=f"arshjul-{key}",
        **_fields(written_of(text)),
    )
    page.clean()  # an entry without a key gets one
    home.add_child(instance=page)
    revision = page.save_revision(user=actor, log_action=True)
    _say(page, "drafted", actor)
    latest = wheel.versions.order_by("-number").first() if wheel else None
    if latest is not None and latest.text == text and not hasattr(latest, "written"):
        PublishedWheel.objects.create(page=page, version=latest)
        revision.publish(user=actor, skip_permission_checks=True)  # nobody has Wagtail's right to
    return page


@transaction.atomic
def rewrite_wheel(*, page: WheelPage, text: WheelText, actor: User) -> None:
    """Let the draft say `text`: one that was read in from a file. The one before is a revision. Writes an event."""
    refuse_unless(actor, lambda scope: scope.may(Area.WHEEL, Right.EDIT, page.unit))
    page = _locked(page)
    draft = page.get_latest_revision_as_object()
    for name, value in _fields(written_of(text)).items():
        setattr(draft, name, value)
    draft.save_revision(user=actor, log_action=True, clean=False)  # the keys are those of the file
    _say(page, "rewritten", actor)


@transaction.atomic
def discard_wheel(*, page: WheelPage, actor: User) -> None:
    """Delete a draft that was never published. Writes an event. Raises Refused."""
    refuse_unless(actor, lambda scope: scope.may(Area.WHEEL, Right.EDIT, page.unit))
    page = _locked(page)
    if page.publications.exists():
        raise Refused(_("Utkastet har publicerats och tas inte bort."))
    _say(page, "discarded", actor)
    DeletePageAction(page, user=actor).execute(skip_permission_checks=True)  # who may is said at our own door


@transaction.atomic
def publish_written_wheel(
    *, page: WheelPage, effective_on: dt.date, actor: User | None, seen: str = ""
) -> WheelVersion:
    """Publish the latest draft of `page` as its wheel's next version, then the page: both or neither.

    `seen`: the fingerprint of what somebody looked at. Raises WheelChangedSince where the draft says something else now, Refused
    where nothing is new, CannotPublish with every fault and its place; nothing is stored then.
    """
    page = _locked(page)
    draft = drafted_wheel(page)
    if seen and seen != draft.fingerprint:
        raise WheelChangedSince(str(page.pk))
    if draft.text is None or draft.faults:
        raise CannotPublish(draft.faults)
    if draft.is_unchanged:
        raise Refused(_("Inget har ändrats sedan version %(number)s.") % {"number": draft.earlier[-1].number})
    if page.wheel is None:
        page.wheel = create_wheel(key=page.key, name=draft.text.title[:120], unit=page.unit, actor=actor)
        page.save(update_fields=["wheel"])
    version = publish_wheel(wheel=page.wheel, text=draft.text, effective_on=effective_on, actor=actor)
    PublishedWheel.objects.create(page=page, version=version)
    revision = page.get_latest_revision_as_object().save_revision(user=actor, log_action=True)
    revision.publish(user=actor, skip_permission_checks=True)  # nobody has Wagtail's right to
    _say(page, "published", actor)
    return version


def free_wheel_key(title: str) -> str:
    """Return a key for a wheel that none has, made of its title."""
    wanted = slug(title, "arshjul")
    names = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, 1000))
    return next(
        name
        for name in names
        if not Wheel.objects.filter(key=name).exists() and not WheelPage.objects.filter(key=name).exists()
    )


def _fields(written: Written) -> dict[str, Any]:
    """Return what is written, by the names of the page's fields."""
    return {
        "title": written.title,
        "closed_weeks": written.closed_weeks,
        "entries": written.entries,
        "stages": written.stages,
    }


def _locked(page: WheelPage) -> WheelPage:
    """Return the page with its row locked, so that what two people do at once is done one after the other."""
    found: WheelPage = WheelPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    return found


def _say(page: WheelPage, what: str, actor: User | None) -> None:
    subject = f"wheel:{page.wheel_id}" if page.wheel_id else f"wheel-draft:{page.pk}"
    record(subject=subject, kind=f"cms.wheel_{what}", actor=actor, payload={"page": page.pk, "key": page.key})
