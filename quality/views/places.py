"""Quality work's places in the menu."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.access import Scope, request_scope
from organisation.enums import Area, Right
from quality.access import reads_reports, registers_placements
from quality.models import GoalTurn, MeasurePlan
from quality.queries.review import count_waiting
from quality.queries.ways import KIND
from quality.rules.measures import ABUSE, ACTION
from ui.navigation import NavItem, navigation, signed_in
from workflows.access import reviews_somewhere
from workflows.kinds import Beginning, Page, beginnings, event_words, subjects


def reads_goals(request: HttpRequest) -> bool:
    """Show a place to those who read goals and values somewhere."""
    return signed_in(request) and request_scope(request).may(Area.VALUES, Right.READ)


def reads_documents(request: HttpRequest) -> bool:
    """Show a place to those who write or read documents somewhere."""
    rights = (Right.READ_DECIDED, Right.WRITE_OWN)
    return signed_in(request) and any(request_scope(request).may(Area.DOCUMENTS, right) for right in rights)


def reviews(request: HttpRequest) -> bool:
    """Show a place to those who approve."""
    return signed_in(request) and reviews_somewhere(request_scope(request))


def reports(request: HttpRequest) -> bool:
    """Show a place to those who read reports."""
    return signed_in(request) and reads_reports(request_scope(request))


def decides(request: HttpRequest) -> bool:
    """Show a place to those who decide what is told back."""
    return signed_in(request) and request_scope(request).may(Area.ADOPT, Right.DECIDE)


def registers(request: HttpRequest) -> bool:
    """Show a place to those who register placements."""
    return signed_in(request) and registers_placements(request_scope(request))


def waits(request: HttpRequest) -> int:
    """Count what waits for the person's approval."""
    return count_waiting(request_scope(request)) if reviews(request) else 0


WORDS = {
    "analysis_written": _("Analysen skrevs."),
    "improvement_added": _("En förbättring skrevs."),
    "improvement_dropped": _("En förbättring togs bort."),
    "improvements_carried": _("Förbättringar från tidigare varv togs över."),
    "step_dated": _("Ett steg på vägen antecknades."),
    "step_waived": _("Ett steg på vägen behövs inte."),
    "answer_logged": _("Ett remissvar skrevs in."),
    "answer_dealt_with": _("Det skrevs vad som gjordes med ett remissvar."),
    "plan_written": _("Planen skrevs."),
    "measure_added": _("En åtgärd skrevs."),
    "measure_settled": _("En åtgärd avslutades."),
}


def begins_measures(scope: Scope) -> bool:
    """Return whether the person may begin an action plan somewhere."""
    return scope.may(Area.VALUES, Right.EDIT)


def goal_page(process: int) -> Page | None:
    """Return the page of the goal's turn that a process is."""
    turn = GoalTurn.objects.filter(process=process).values_list("pk", flat=True).first()
    return None if turn is None else Page(_("Målets analys och förbättringar"), reverse("goal_turn", args=[turn]))


def way_page(process: int) -> Page | None:
    """Return the page of the plan's way that a process is."""
    return Page(_("Planens väg: steg och remissvar"), reverse("plan_way", args=[process]))


def measures_page(process: int) -> Page | None:
    """Return the page of the plan of measures that a process is about."""
    plan = MeasurePlan.objects.filter(process=process).values_list("pk", flat=True).first()
    return None if plan is None else Page(_("Planen och dess åtgärder"), reverse("measure_plan", args=[plan]))


def register_turns() -> None:
    """Say what processes are about, what their events say, and what somebody may begin."""
    for kind, page in (("goal", goal_page), (KIND, way_page), (ABUSE, measures_page), (ACTION, measures_page)):
        subjects.register(kind, page)
    for what, words in WORDS.items():
        event_words.register(f"quality.{what}", words)
    beginnings.register(ACTION, Beginning(_("Ny åtgärdsplan"), "action_plan_new", begins_measures))


def register() -> None:
    """Register the places."""
    navigation.register(NavItem("goals", _("Målen"), "goals", "goal", 30, visible=reads_goals))
    navigation.register(NavItem("week", _("Min vecka"), "week", "week", 15, visible=signed_in))
    navigation.register(NavItem("review", _("Granska"), "review_queue", "review", 40, visible=reviews, badge=waits))
    navigation.register(NavItem("reports", _("Rapporter"), "reports", "report", 47, visible=reports))
    navigation.register(NavItem("placements", _("VFU"), "placements", "people", 49, visible=registers))
    navigation.register(NavItem("tellings", _("Återkoppling"), "tellings", "comment", 52, visible=decides))
    navigation.register(NavItem("documents", _("Dokument"), "documents", "file", 45, visible=reads_documents))
