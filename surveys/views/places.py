"""The places of rounds, results and the library in the menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisation.access import request_scope
from organisation.enums import Area, Right
from surveys.access import reads_the_library
from ui.navigation import NavItem, navigation, signed_in


def reads(request: HttpRequest) -> bool:
    """Show the place to those who may read questionnaires."""
    return signed_in(request) and reads_the_library(request_scope(request))


def reads_results(request: HttpRequest) -> bool:
    """Show the place to those who may read results somewhere."""
    return signed_in(request) and request_scope(request).may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)


def sees_rounds(request: HttpRequest) -> bool:
    """Show the place to those who may see how a round goes somewhere."""
    return signed_in(request) and request_scope(request).may(Area.ROUNDS, Right.RATES)


def register() -> None:
    """Register the rounds, the library and the results."""
    navigation.register(NavItem("rounds", _("Enkätomgångar"), "rounds", "survey", 48, visible=sees_rounds))
    navigation.register(NavItem("results", _("Resultat"), "results", "survey", 50, visible=reads_results))
    navigation.register(NavItem("questionnaires", _("Enkätbibliotek"), "questionnaires", "survey", 76, visible=reads))
