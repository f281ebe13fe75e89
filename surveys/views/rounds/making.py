"""A round is made in a few steps: which questionnaire, who runs it, what it is to be, which units it asks."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ledger import clock
from organisation.enums import Area, Right
from organisation.forms.refusals import saying_why
from organisation.models import Unit
from organisation.rules.sorting import sort_key
from organisation.views.choosing import Choice, Question, address_with, choose, unit_choices
from organisation.views.gates import StaffRequest, may
from surveys.access import get_questionnaire_for, get_round_for
from surveys.actions import Plan, change_round, choose_units, make_round
from surveys.forms.rounds import CHOSEN, EVERYTHING_ELSE, MOST_BY_HAND, RoundForm, UnitsForm
from surveys.models import Questionnaire, QuestionnaireVersion, Round
from surveys.queries import shelved, version_in_force
from surveys.queries.rounds import questionnaires_to_ask, runners, units_to_ask
from surveys.rules.audiences import REST, policies_for, stricter_in
from surveys.views.rounds.header import crumbs

SHOW_AND_SEND = ["GET", "HEAD", "POST"]
WEEKS_OPEN, MONTHS_KEPT = 3, 24


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def new(request: StaffRequest) -> HttpResponse:
    """Make a round: first the questionnaire, then who runs it, then what it is to be."""
    key, unit_key = request.GET.get("enkat", ""), request.GET.get("drivs", "")
    if not key:
        return _choose_questionnaire(request)
    today, units = clock.today(), runners(request.scope)
    version = version_in_force(get_questionnaire_for(request.scope, key), today)
    if version is None:
        raise Http404(_("Enkäten har ingen utgåva som gäller än."))
    if not unit_key:
        return _choose_unit(request, units)
    unit = get_object_or_404(units, key=unit_key)
    form = _form(request, version, _first(version, today))
    if form.is_valid():
        with saying_why(form):
            made = make_round(plan=_plan(form, version, unit), actor=request.user)
            messages.success(request, _("Omgången är sparad. Den öppnar inte förrän du säger till."))
            return redirect("round_units", made.pk)
    title = version.shown_title(get_language() or "sv")
    context = {"form": form, "version": version, "title": title, "unit": unit, "crumbs": crumbs()}
    return render(request, "surveys/rounds/new.html", context)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Change what a round is to be, while it is prepared."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    form = _form(request, held.version, _stored(held))
    if form.is_valid():
        with saying_why(form):
            change_round(round=held, plan=_plan(form, held.version, held.unit), actor=request.user)
            messages.success(request, _("Omgången är ändrad."))
            return redirect("round", held.pk)
    title = held.version.shown_title(get_language() or "sv")
    context = {"form": form, "version": held.version, "title": title, "round": held, "unit": held.unit}
    context["crumbs"] = crumbs(held)
    return render(request, "surveys/rounds/new.html", context)


@may(Area.ROUNDS, Right.EDIT)
@require_http_methods(SHOW_AND_SEND)
def units(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose the units that a round asks."""
    held = get_round_for(request.scope, pk, Right.EDIT)
    offered = units_to_ask(held, request.scope)
    asked = held.units.filter(is_asked=True).values_list("unit__key", flat=True)
    kinds = {unit.kind for unit in offered}
    by_hand = len(offered) <= MOST_BY_HAND
    initial = {"kind": CHOSEN, "units": list(asked)} if asked and by_hand else {"kind": _lowest(kinds)}
    form = UnitsForm(request.POST or None, units=offered, initial=initial)
    if form.is_valid():
        with saying_why(form):
            choose_units(round=held, units=form.chosen(), actor=request.user)
            messages.success(request, _("Enheterna är valda."))
            return redirect("round", held.pk)
    context = {"form": form, "round": held, "crumbs": crumbs(held)}
    return render(request, "surveys/rounds/units.html", context)


def _lowest(kinds: set[str]) -> str:
    return next((kind for kind in ("section", "preschool", "school_unit") if kind in kinds), "")


def _choose_questionnaire(request: StaffRequest) -> HttpResponse:
    question = Question(
        title=_("Vilken enkät ska ni fråga med?"),
        lead=_("Omgången får den utgåva som gäller i dag, och den ändras aldrig."),
        cancel=reverse("rounds"),
        empty=_("Det finns ingen publicerad enkät än"),
        over=_("Ny enkätomgång"),
    )
    found = questionnaires_to_ask(request.scope, request.GET.get("q", ""))
    language = get_language() or "sv"

    def links(listed: list[Questionnaire]) -> Iterable[Choice]:
        for one in shelved(listed):
            if one.latest:
                note = _("%(questions)d frågor, %(languages)d språk") % {
                    "questions": one.latest.questions,
                    "languages": len(one.latest.languages),
                }
                yield Choice(one.latest.shown_title(language), note, address_with(request, enkat=one.questionnaire.key))

    return choose(request, question, found, links)


def _choose_unit(request: StaffRequest, units: QuerySet[Unit]) -> HttpResponse:
    today, words = clock.today(), request.GET.get("q", "").replace("\0", "").split()
    own = list(units.filter(pk__in=[held.unit for held in request.scope.held]))
    links = unit_choices(request, "drivs", today)
    question = Question(
        title=_("Vem driver omgången?"),
        lead=_("Den enheten och allt som ligger under den går att fråga."),
        cancel=reverse("rounds"),
        empty=_("Det finns ingen enhet som du kan driva en omgång för"),
        over=_("Ny enkätomgång"),
        extra=() if words else tuple(links(own)),
    )
    found = units
    for word in words:
        found = found.filter(sort_key__contains=sort_key(word))
    return choose(request, question, found if words else found.exclude(pk__in=[unit.pk for unit in own]), links)


def _form(request: StaffRequest, version: QuestionnaireVersion, initial: dict[str, Any]) -> RoundForm:
    groups = groups_of(version, get_language() or "sv")
    return RoundForm(request.POST or None, languages=version.languages, groups=groups, initial=initial)


def groups_of(version: QuestionnaireVersion, language: str) -> dict[str, str]:
    """Return the groups of items of a version, each with the heading that the first of its questions stands under."""
    found: dict[str, str] = {}
    for section in version.definition.sections:
        for item in section.items:
            group = getattr(item, "group", REST)
            if group:
                found.setdefault(group, section.title.shown(language, version.base)[0] or group)
    return found


def _first(version: QuestionnaireVersion, today: dt.date) -> dict[str, Any]:
    return {
        "name": f"{version.shown_title(get_language() or 'sv')} {today.year}",
        "languages": [version.base],
        "opens_on": today,
        "closes_on": today + dt.timedelta(weeks=WEEKS_OPEN),
        "keep_months": MONTHS_KEPT,
    }


def _stored(held: Round) -> dict[str, Any]:
    return {
        "name": held.name,
        "audiences": list(held.policies),
        "languages": held.languages,
        "stricter": [group or EVERYTHING_ELSE for group in stricter_in(held.policies)],
        "opens_on": held.opens_on,
        "closes_on": held.closes_on,
        "keep_months": held.keep_months,
        "pool_size": held.pool_size,
    }


def _plan(form: RoundForm, version: QuestionnaireVersion, unit: Unit) -> Plan:
    data = form.cleaned_data
    groups = groups_of(version, version.base)
    return Plan(
        version=version,
        unit=unit,
        name=data["name"],
        policies=policies_for(data["audiences"], groups, form.stricter_groups()),
        languages=[tag for tag in version.languages if tag in data["languages"]],
        opens_on=data["opens_on"],
        closes_on=data["closes_on"],
        keep_months=data["keep_months"],
        pool_size=data["pool_size"],
    )
