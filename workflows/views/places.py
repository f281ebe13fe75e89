"""The wheel's places in the menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisation.access import request_scope
from organisation.enums import Area, Right
from ui.navigation import NavItem, navigation, signed_in


def reads_goals(request: HttpRequest) -> bool:
    """Show a place to those who read goals and values somewhere."""
    return signed_in(request) and request_scope(request).may(Area.VALUES, Right.READ)


def reads_library(request: HttpRequest) -> bool:
    """Show a place to those who may read the library of wheels."""
    return signed_in(request) and request_scope(request).may(Area.WHEEL, Right.READ)


def register() -> None:
    """Register the places."""
    navigation.register(NavItem("wheel", _("Hjulet"), "wheel", "wheel", 20, visible=reads_goals))
    navigation.register(NavItem("wheel_library", _("Årshjul"), "wheel_library", "calendar", 76, visible=reads_library))
