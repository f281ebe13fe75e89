"""The places of written plans in the menu."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.access import request_scope
from organisation.enums import Area, Right
from surveys.kinds import Shelf, Way, ways
from ui.navigation import FooterLink, NavItem, footer, navigation, signed_in
from workflows import kinds as workflows


def reads_drafts(request: HttpRequest) -> bool:
    """Show a place to those who may read the drafts of some unit."""
    return signed_in(request) and request_scope(request).may(Area.PLAN, Right.READ)


def writes_questionnaires(request: HttpRequest) -> bool:
    """Show a place to those who may write questionnaires of some unit."""
    return signed_in(request) and request_scope(request).may(Area.WHEEL, Right.EDIT)


def register() -> None:
    """Register the places."""
    navigation.register(NavItem("plan_pages", _("Planer"), "plan_pages", "file", 30, visible=reads_drafts))
    navigation.register(
        NavItem(
            "questionnaire_drafts",
            _("Skriv enkäter"),
            "questionnaire_drafts",
            "edit",
            77,
            visible=writes_questionnaires,
        )
    )
    register_wheels()
    footer.register(FooterLink("plans", _("Antagna planer"), "plans", 10))
    ways.register("cms.new", Way(_("Ny enkät"), "plus", Shelf.TOP, lambda _key: reverse("questionnaire_new")))
    ways.register(
        "cms.next",
        Way(
            _("Skriv nästa utgåva"),
            "edit",
            Shelf.QUESTIONNAIRE,
            lambda key: reverse("questionnaire_next", args=[key]),
            is_sent=True,
            is_for_owners=True,
        ),
    )
    ways.register(
        "cms.copy",
        Way(
            _("Kopiera till en ny enkät"),
            "merge",
            Shelf.QUESTIONNAIRE,
            lambda key: f"{reverse('questionnaire_new')}?fran={key}",
        ),
    )


def register_wheels() -> None:
    """Register the ways from the library of wheels to where they are written."""
    written = workflows.Way(_("Skriv årshjul"), "edit", lambda _wheel: reverse("wheel_drafts"))
    following = workflows.Way(
        _("Skriv i hjulet"), "edit", lambda wheel: reverse("wheel_next", args=[wheel]), at_one=True, is_sent=True
    )
    workflows.ways.register("cms.wheels", written)
    workflows.ways.register("cms.wheel", following)
