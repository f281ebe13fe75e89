"""Addresses of units, people, accounts and the running of the house."""

from django.urls import URLPattern, path, register_converter

from organisation.enums import ImportKind
from organisation.views import about, account, accounts, demo, drift, imports, invitation, running, sessions, start
from organisation.views.people import changing as person_changing
from organisation.views.people import inviting, roles
from organisation.views.people import reading as person_reading
from organisation.views.units import changing as unit_changing
from organisation.views.units import moving
from organisation.views.units import reading as unit_reading


class UnitKey:
    """The key of a unit in an address. Pages that are no unit's stand under `-`, which is no key."""

    regex = r"[a-z0-9][a-z0-9._-]*"

    def to_python(self, value: str) -> str:
        """Return the key."""
        return value

    def to_url(self, value: str) -> str:
        """Return the key."""
        return value


register_converter(UnitKey, "unit")

ACCOUNT: list[URLPattern] = [
    path("", start.start, name="start"),
    path("konto/", account.account, name="account"),
    path("konto/roll/", account.choose_role, name="choose_role"),
    path("konto/logga-in/", accounts.sign_in, name="account_login"),
    path("konto/logga-ut/", accounts.sign_out, name="account_logout"),
    path("konto/avstangt/", accounts.inactive, name="account_inactive"),
    path("konto/glomt/", accounts.forgotten, name="account_reset_password"),
    path("konto/glomt/skickat/", accounts.forgotten_done, name="account_reset_password_done"),
    path("konto/losenord/", accounts.change_password, name="account_change_password"),
    path("konto/losenord/nytt/", accounts.new_password, name="new_password"),
    path("konto/losenord/<str:key>/", accounts.reset_link, name="account_reset_password_from_key"),
    path("konto/inloggningar/", sessions.sessions, name="sessions"),
    path("konto/inloggningar/<int:pk>/avsluta/", sessions.end_session, name="session_end"),
    path("konto/inloggningar/avsluta-andra/", sessions.end_other_sessions, name="sessions_end_others"),
    path("inbjudan/", invitation.accept, name="invitation_accept"),
    path("inbjudan/<str:token>/", invitation.invitation, name="invitation"),
]
DEMO: list[URLPattern] = [
    path("demo/", demo.accounts, name="demo"),
    path("demo/<int:pk>/", demo.enter, name="demo_enter"),
    path("demo/post/", demo.letters, name="demo_letters"),
    path("demo/post/<str:key>/", demo.letter, name="demo_letter"),
]
UNITS: list[URLPattern] = [
    path("enheter/", unit_reading.unit_list, name="units"),
    path("enheter/-/ny/", unit_changing.new, name="unit_new"),
    path("enheter/<unit:key>/", unit_reading.unit, name="unit"),
    path("enheter/<unit:key>/historia/", unit_reading.unit_history, name="unit_history"),
    path("enheter/<unit:key>/namn/", unit_changing.rename, name="unit_rename"),
    path("enheter/<unit:key>/slag/", unit_changing.kind, name="unit_kind"),
    path("enheter/<unit:key>/flytta/", moving.move, name="unit_move"),
    path("enheter/<unit:key>/ligga-kvar/", moving.stay, name="unit_stay"),
    path("enheter/<unit:key>/sla-ihop/", moving.merge, name="unit_merge"),
    path("enheter/<unit:key>/stang/", unit_changing.close, name="unit_close"),
    path("enheter/<unit:key>/oppna/", unit_changing.reopen, name="unit_reopen"),
]
PEOPLE: list[URLPattern] = [
    path("personer/", person_reading.person_list, name="people"),
    path("personer/bjud-in/", inviting.invite, name="invite"),
    path("personer/<int:pk>/", person_reading.person, name="person"),
    path("personer/<int:pk>/uppgifter/", person_changing.change, name="person_change"),
    path("personer/<int:pk>/stang-av/", person_changing.deactivate, name="person_deactivate"),
    path("personer/<int:pk>/oppna/", person_changing.activate, name="person_activate"),
    path("personer/<int:pk>/inbjudan/", inviting.send_again, name="invitation_again"),
    path("personer/<int:pk>/inbjudan/aterkalla/", inviting.revoke, name="invitation_revoke"),
    path("personer/<int:pk>/roll/", roles.give, name="role_give"),
    path("personer/<int:pk>/vikarie/", roles.stand_in, name="substitute"),
    path("personer/roller/<int:pk>/avsluta/", roles.end, name="role_end"),
    path("personer/vikariat/<int:pk>/avsluta/", roles.end_stand_in, name="substitution_end"),
]
RUNNING: list[URLPattern] = [
    path("drift/", drift.overview, name="drift"),
    path("drift/fastnat/", drift.stuck, name="drift_stuck"),
    path("drift/fastnat/<int:pk>/igen/", drift.retry, name="drift_retry"),
    path("drift/fastnat/<int:pk>/avskriv/", drift.settle, name="drift_settle"),
    path("drift/igen/<str:kind>/<str:state>/", drift.retry_kind, name="drift_retry_kind"),
    path("jobb/", running.jobs, name="jobs"),
    path("jobb/<int:pk>/", running.job, name="job"),
    path("jobb/<int:pk>/avbryt/", running.cancel, name="job_cancel"),
    path("notiser/", running.notices, name="notices"),
    path("notiser/lasta/", running.read_all, name="notices_read"),
    path("notiser/<int:pk>/", running.read, name="notice_read"),
]


def register_pages(under: str, kind: ImportKind) -> list[URLPattern]:
    """Return the addresses where a register of `kind` is read in."""
    about = {"kind": kind}
    return [
        path(f"{under}import/", imports.upload, about, name=f"import_{kind}"),
        path(f"{under}import/mall.<str:form>", imports.template, about, name=f"import_{kind}_template"),
        path(f"{under}import/<int:pk>/", imports.one, about, name=f"import_{kind}_one"),
        path(f"{under}import/<int:pk>/las-in/", imports.read_in, about, name=f"import_{kind}_read_in"),
        path(f"{under}import/<int:pk>/ta-bort/", imports.discard, about, name=f"import_{kind}_discard"),
    ]


IMPORTS = [*register_pages("enheter/-/", ImportKind.UNITS), *register_pages("personer/", ImportKind.PEOPLE)]
ABOUT: list[URLPattern] = [
    path("tillganglighet/", about.accessibility, name="accessibility"),
    path("tillganglighet/synpunkter/", about.feedback_list, name="feedback_list"),
    path("tillganglighet/synpunkter/<int:pk>/", about.feedback_handled, name="feedback_handled"),
    path("personuppgifter/", about.privacy, name="privacy"),
]

urlpatterns: list[URLPattern] = [*ACCOUNT, *DEMO, *UNITS, *PEOPLE, *IMPORTS, *RUNNING, *ABOUT]
