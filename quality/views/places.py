"""Quality work's places in the menu."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisation.access import request_scope
from organisation.enums import Area, Right
from quality.queries.review import count_waiting
from ui.navigation import NavItem, navigation, signed_in


def reads_goals(request: HttpRequest) -> bool:
    """Show a place to those who read goals and values somewhere."""
    return signed_in(request) and request_scope(request).may(Area.VALUES, Right.READ)


def reads_documents(request: HttpRequest) -> bool:
    """Show a place to those who write or read documents somewhere."""
    rights = (Right.READ_DECIDED, Right.WRITE_OWN)
    return signed_in(request) and any(request_scope(request).may(Area.DOCUMENTS, right) for right in rights)


def reviews(request: HttpRequest) -> bool:
    """Show a place to those who approve."""
    return signed_in(request) and request_scope(request).may(Area.REVIEW, Right.DECIDE)


def waits(request: HttpRequest) -> int:
    """Count what waits for the person's approval."""
    return count_waiting(request_scope(request)) if reviews(request) else 0


def register() -> None:
    """Register the places."""
    navigation.register(NavItem("goals", _("Målen"), "goals", "goal", 30, visible=reads_goals))
    navigation.register(NavItem("week", _("Min vecka"), "week", "week", 15, visible=signed_in))
    navigation.register(NavItem("review", _("Granska"), "review_queue", "review", 40, visible=reviews, badge=waits))
    navigation.register(NavItem("documents", _("Dokument"), "documents", "file", 45, visible=reads_documents))
