"""The library's place in the menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisation.access import request_scope
from surveys.access import reads_the_library
from ui.navigation import NavItem, navigation, signed_in


def reads(request: HttpRequest) -> bool:
    """Show the place to those who may read questionnaires."""
    return signed_in(request) and reads_the_library(request_scope(request))


def register() -> None:
    """Register the library."""
    navigation.register(NavItem("questionnaires", _("Enkätbibliotek"), "questionnaires", "survey", 76, visible=reads))
