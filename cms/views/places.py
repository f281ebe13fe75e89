"""The places of written plans in the menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisation.access import request_scope
from organisation.enums import Area, Right
from ui.navigation import FooterLink, NavItem, footer, navigation, signed_in


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
    footer.register(FooterLink("plans", _("Antagna planer"), "plans", 10))
