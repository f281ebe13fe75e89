"""The door of the back office: what of Wagtail's pages is open at all, to whom, and for which pages and pictures.

Everything that is not named here does not exist, whatever a version of Wagtail adds. The policies behind the door
(`cms.access.policies`) say the same once more.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.access import may_edit_plans, scope_of
from cms.access.plans import editable_plans
from cms.access.policies import may_enter
from cms.access.questionnaires import editable_questionnaires
from cms.access.wheels import editable_wheel_pages

View = Callable[..., HttpResponse]
ELSEWHERE = {
    "wagtailadmin_home": "plan_pages",
    "wagtailadmin_account": "account",
    "wagtailadmin_login": "plan_pages",
    "wagtailadmin_pages:copy": "plan_page",
}
OPEN = {
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:ping",
    "wagtailadmin_editing_sessions:release",
    "wagtailadmin_explore_root",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:locked_pages_results",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:aging_pages_results",
    "wagtailimages:index",
    "wagtailimages:index_results",
    "wagtailimages:add",
    "wagtailimages_chooser:choose",
    "wagtailimages_chooser:choose_results",
    "wagtailimages_chooser:create",
    "goal_chooser:choose",
    "goal_chooser:choose_results",
    "goal_chooser:chosen",
}
OF_A_PLACE = {"wagtailadmin_explore", "wagtailadmin_explore_results", "wagtailadmin_choose_page_child"}
OF_A_PLAN = {
    f"wagtailadmin_pages:{name}"
    for name in (
        "edit",
        "preview_on_edit",
        "view_draft",
        "delete",
        "lock",
        "unlock",
        "revisions_index",
        "revisions_view",
        "revisions_revert",
        "revisions_compare",
        "history",
        "history_results",
    )
}
OF_THE_LIBRARY = {
    f"wagtailadmin_pages:{name}"
    for name in ("edit", "lock", "unlock", "revisions_index", "revisions_revert", "history", "history_results")
}
OF_A_PICTURE = {
    "wagtailimages:edit",
    "wagtailimages:delete",
    "wagtailimages:preview",
    "wagtailimages_chooser:chosen",
    "wagtailimages_chooser:select_format",
}
NAMES = ("page_id", "parent_page_id", "pk", "image_id")


def door(view: View) -> View:
    """Let in whoever may write something, to what is open, for their own; what is not theirs leads back, without a word of it."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), login_url=settings.LOGIN_URL)
        if not may_enter(user) or user.is_superuser:
            raise Http404
        name = request.resolver_match.view_name if request.resolver_match else ""
        of = next((str(kwargs[known]) for known in NAMES if known in kwargs), "")
        if name in ELSEWHERE:
            return _elsewhere(request, name, of)
        if name not in OPEN and not _theirs(request, name, of):
            return _refusal(request)
        return view(request, *args, **kwargs)

    return guarded


def own_pages(pages: Any, request: HttpRequest) -> Any:
    """Keep, in the chooser, the pages that the person may see in the back office."""
    policy = policy_registry.get_by_type(Page)
    return pages.filter(pk__in=policy.explorable_instances(request.user).values("pk"))


def _theirs(request: HttpRequest, name: str, of: str) -> bool:
    if name in OF_A_PLAN or name in OF_THE_LIBRARY:
        return _may_write(request, name, of)
    if name in OF_A_PLACE:
        return bool(own_pages(Page.objects.filter(pk=of), request).exists())
    if name in OF_A_PICTURE and of.isdecimal():
        model = get_image_model()
        pictures = policy_registry.get_by_type(model).instances_user_has_permission_for(request.user, "change")
        return bool(pictures.filter(pk=of).exists())
    if name in OF_A_PICTURE:
        return False
    raise Http404


def _may_write(request: HttpRequest, name: str, of: str) -> bool:
    scope = scope_of(request.user)
    written = (editable_questionnaires, editable_wheel_pages)
    if name in OF_THE_LIBRARY and any(drafts(scope).filter(pk=of).exists() for drafts in written):
        return True
    return bool(name in OF_A_PLAN and editable_plans(scope).filter(pk=of).exists())


def _elsewhere(request: HttpRequest, name: str, of: str) -> HttpResponse:
    """Go to the page of ours that stands in the place of Wagtail's."""
    if not of:
        known = ELSEWHERE[name]
        return redirect(_home(request) if known == "plan_pages" else known)
    if editable_plans(scope_of(request.user)).filter(pk=of).exists():
        return redirect(ELSEWHERE[name], of)
    return _refusal(request)


def _home(request: HttpRequest) -> str:
    """Return where one's own things to write are listed."""
    return "plan_pages" if may_edit_plans(request.user) else "questionnaire_drafts"


def _refusal(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Sidan finns inte, eller så har du inte tillgång till den."))
    return redirect(_home(request))
