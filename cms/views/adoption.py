"""Adopting a plan, after having seen what that changes, and taking it back."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.access import get_plan_for
from cms.actions import ChangedMeanwhile, NotAdopted, NotLive, adopt_and_publish, withdraw
from cms.adoption.plan import plan_text
from cms.adoption.prospect import Prospect, prospect_of, titles
from cms.forms.faults import sentences
from cms.forms.plan_pages import AdoptForm
from cms.models import PlanPage
from cms.queries.plan_pages import editions_of
from cms.views.plan_pages import SHOW_AND_SEND, about
from ledger import clock
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from quality.actions.plans import PlanRefused
from quality.actions.ways import StepsMissing
from quality.models import Activity, GoalVersion, IndicatorVersion
from quality.queries.ways import gaps_of, way_to
from quality.rules.difference import Change
from quality.rules.plan import ActivityText, IndicatorText, fingerprint
from ui.components import Piece
from ui.templatetags.ui.words import day as in_words

NOTHING_YET = "–"


@dataclass(frozen=True)
class Altered:
    """One part of a row before and after, as the page shows it."""

    label: Any
    pieces: list[Piece]


@dataclass(frozen=True)
class Row:
    """A row that changes: what it is called, and each part that differs."""

    title: str
    parts: list[Altered]


@may(Area.ADOPT, Right.DECIDE)
@require_http_methods(SHOW_AND_SEND)
def adopt(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what adopting the draft changes; then adopt and publish it with one button."""
    plan = get_plan_for(request.scope, pk, Area.ADOPT, Right.DECIDE)
    form = _form(request, plan)
    if form.is_valid():
        on = form.cleaned_data["effective_on"]
        try:
            seen = form.cleaned_data["seen"]
            edition = adopt_and_publish(page=plan, effective_on=on, actor=request.user, seen=seen)
        except PlanRefused as refusal:
            for fault in sentences(refusal.faults):
                form.add_error(None, fault)
        except StepsMissing as missing:
            for gap in missing.gaps:
                form.add_error(None, gap)
        except ChangedMeanwhile:
            form = _form(request, plan, again=True)
            messages.warning(request, _("Någon skrev på planen medan du läste. Här är ändringarna som de ser ut nu."))
        except NotLive:
            form.add_error(
                None, _("Planen kunde inte publiceras, och är därför inte heller antagen. Spara utkastet på nytt.")
            )
        else:
            said = {"number": edition.number, "day": date_format(on, "j F Y")}
            messages.success(request, _("Planen är antagen som utgåva %(number)s och gäller från %(day)s.") % said)
            return redirect("plan_page", plan.pk)
    draft = plan.get_latest_revision_as_object()
    prospect = prospect_of(plan, form.initial["effective_on"])
    way = way_to(plan.series, draft.ends_on)
    context = {
        **about(plan, itself=True),
        "form": form,
        "prospect": prospect,
        "change": prospect.change,
        "first": prospect.before is None,
        "faults": sentences(prospect.faults),
        "draft": draft,
        "way": way,
        "gaps": gaps_of(way) if way else [],
        **_changes(prospect),
    }
    return render(request, "cms/plans/adopt.html", context)


@may(Area.ADOPT, Right.DECIDE)
@require_http_methods(SHOW_AND_SEND)
def take_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an adopted plan back: no longer read by anyone, its goals and values kept."""
    plan = get_plan_for(request.scope, pk, Area.ADOPT, Right.DECIDE)
    standing = [edition for edition in editions_of(plan) if edition.withdrawn_at is None]
    if request.method != "POST" and standing:
        return render(request, "cms/plans/withdraw.html", {**about(plan, itself=True), "editions": standing})
    try:
        if request.method == "POST":
            withdraw(page=plan, actor=request.user)
            messages.success(request, _("Planen är återtagen. Mål, värden och historia finns kvar."))
            return redirect("plan_page", plan.pk)
    except NotAdopted:
        pass
    messages.info(request, _("Planen är inte antagen, så det finns inget att återta."))
    return redirect("plan_page", plan.pk)


def _form(request: StaffRequest, plan: PlanPage, *, again: bool = False) -> AdoptForm:
    draft = plan.get_latest_revision_as_object()
    earlier = [edition.effective_on for edition in editions_of(plan) if edition.withdrawn_at is None]
    day = draft.starts_on if not earlier else min(max(clock.today(), *earlier), draft.ends_on)
    return AdoptForm(
        None if again else request.POST or None,
        initial={"effective_on": day, "seen": fingerprint(plan_text(draft))},
        start=draft.starts_on,
        end=draft.ends_on,
        earliest=max(earlier, default=None),
    )


def _changes(prospect: Prospect) -> dict[str, Any]:
    change = prospect.change
    names = titles(prospect.before) | titles(prospect.text)
    targets = _contributed(prospect)
    return {
        "reworded_goals": [_row(one, names, targets) for one in change.reworded_goals],
        "reworded_indicators": [_row(one, names, targets) for one in change.reworded_indicators],
        "retargeted_indicators": [_row(one, names, targets) for one in change.retargeted_indicators],
        "changed_activities": [_row(one, names, targets) for one in change.changed_activities],
    }


def _contributed(prospect: Prospect) -> dict[int, str]:
    """Return the latest words of the goals that the two texts contribute to."""
    wanted = {
        goal.contributes_to
        for text in (prospect.before, prospect.text)
        if text is not None
        for goal in text.goals
        if goal.contributes_to is not None
    }
    rows = GoalVersion.objects.filter(goal__in=wanted).order_by("effective_on", "pk")
    return dict(rows.values_list("goal", "title"))


def _row(change: Change, names: dict[UUID, str], targets: dict[int, str]) -> Row:
    after = change.after
    title = after.name if isinstance(after, IndicatorText) else after.title
    parts = [
        Altered(
            _label(change, part),
            [
                Piece("removed", _said(change.before, part, names, targets)),
                Piece("added", _said(after, part, names, targets)),
            ],
        )
        for part in change.parts
    ]
    return Row(title, parts)


def _label(change: Change, part: str) -> Any:
    model: Any = GoalVersion
    if isinstance(change.after, IndicatorText):
        model = IndicatorVersion
    elif isinstance(change.after, ActivityText):
        model, part = Activity, {"start": "starts_on", "end": "ends_on"}.get(part, part)
    return model._meta.get_field(part).verbose_name


def _said(row: Any, part: str, names: dict[UUID, str], targets: dict[int, str]) -> str:
    value = getattr(row, part)
    if part == "parent":
        return names.get(value, NOTHING_YET)
    if part == "contributes_to":
        return targets.get(value, NOTHING_YET)
    if part == "curriculum":
        return ", ".join(value) or NOTHING_YET
    model: Any = IndicatorVersion if isinstance(row, IndicatorText) else GoalVersion
    if part in {"level", "direction", "periodicity"}:
        return str(dict(model._meta.get_field(part).choices).get(value, value) or NOTHING_YET)
    if isinstance(value, dt.date):
        return in_words(value, "year")
    return str(value or NOTHING_YET)
