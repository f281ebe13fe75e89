"""The organisation's places in the menu and the footer, and whom the header names."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ledger.queries.people import open_jobs_of, unread_notices_of
from organisation.access import request_scope
from organisation.enums import Area, Right
from organisation.models import User
from organisation.queries.roles import HeldRole, held_roles
from ui.navigation import FooterLink, Identity, NavItem, footer, identity, navigation, signed_in

CHOSEN = "role"  # the session's word for the role that the person wants to see first


def reads_register(request: HttpRequest) -> bool:
    """Show a place to those who may read the register of units and people."""
    return signed_in(request) and request_scope(request).may(Area.REGISTER, Right.READ)


def runs_the_house(request: HttpRequest) -> bool:
    """Show a place to those who look after the running of the house."""
    return signed_in(request) and request_scope(request).may(Area.OPERATIONS, Right.READ)


def starts_jobs(request: HttpRequest) -> bool:
    """Show a place to those whose work may take longer than a page."""
    return signed_in(request) and request_scope(request).may(Area.REGISTER, Right.EDIT)


def in_the_demo(request: HttpRequest) -> bool:
    """Show a link in the demo only."""
    return bool(settings.MODE == "demo")


def unread(request: HttpRequest) -> int:
    """Count unread notices."""
    return unread_notices_of(request.user).count() if isinstance(request.user, User) else 0


def under_way(request: HttpRequest) -> int:
    """Count jobs that wait or run."""
    return open_jobs_of(request.user).count() if isinstance(request.user, User) else 0


def roles_of(request: HttpRequest) -> list[HeldRole]:
    """Return the roles of whoever asks, the chosen one first; worked out once a request."""
    roles: list[HeldRole] | None = getattr(request, "held_roles", None)
    if roles is None:
        roles = held_roles(request_scope(request), request.session.get(CHOSEN, ""))
        request.held_roles = roles  # type: ignore[attr-defined]
    return roles


def who(request: HttpRequest) -> Identity | None:
    """Say who is signed in, in which role and where; several roles lead to the choice between them."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return None
    roles = roles_of(request)
    account = reverse("account")
    person = {"name": user.get_full_name(), "initials": user.initials(), "url": account}
    if not roles:
        return Identity(role=_("Ingen roll just nu"), **person)
    first = roles[0]
    url = f"{account}#roles" if len(roles) > 1 else ""
    return Identity(role=first.label, where=first.unit.name, where_url=url, **person)


def register() -> None:
    """Register places, footer links and the header's answer."""
    for item in (
        NavItem("start", _("Start"), "start", "home", 10),
        NavItem("notices", _("Besked"), "notices", "bell", 60, badge=unread),
        NavItem("units", _("Enheter"), "units", "tree", 70, visible=reads_register),
        NavItem("people", _("Personer"), "people", "people", 72, visible=reads_register),
        NavItem("jobs", _("Jobb"), "jobs", "jobs", 80, visible=starts_jobs, badge=under_way),
        NavItem("drift", _("Drift"), "drift", "pulse", 90, visible=runs_the_house),
    ):
        navigation.register(item)
    for link in (
        FooterLink("accessibility", _("Tillgänglighet"), "accessibility", 10),
        FooterLink("privacy", _("Personuppgifter"), "privacy", 20),
        FooterLink("demo", _("Byt demokonto"), "demo", 30, visible=in_the_demo),
        FooterLink("demo_letters", _("Demots brevlåda"), "demo_letters", 40, visible=in_the_demo),
    ):
        footer.register(link)
    identity.register(who)
