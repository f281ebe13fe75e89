"""What the back office shows: plans and pictures, our own pages in the place of Wagtail's, and nothing to press in vain."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.pages.listing import GenericPageFilterSet, PageFilterSet
from wagtail.admin.views.reports.aging_pages import AgingPagesReportFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet

from cms.access import may_edit_plans
from cms.access.questionnaires import may_write_questionnaires
from cms.models import PlanPage, QuestionnairePage, WheelPage
from cms.views.back_office import own_pages
from cms.views.goal_chooser import goal_chooser

BY_PEOPLE = ("owner", "edited_by", "locked_by", "last_published_by", "site", "content_type", "has_child_pages")
REPORTS = ("locked-pages", "aging-pages")
OWN_PAGES: dict[type, tuple[Any, str]] = {
    PlanPage: (_("Till planens sida"), "plan_page"),
    QuestionnairePage: (_("Till enkätens sida"), "questionnaire_draft"),
    WheelPage: (_("Till hjulets sida"), "wheel_draft"),
}


def choosing_goals() -> Any:
    """Give the chooser of goals its addresses."""
    return goal_chooser


def menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep pictures and reports; plans, questionnaires, wheels and the way back are ours."""
    plans, library = may_edit_plans(request.user), may_write_questionnaires(request.user)
    home = reverse("plan_pages" if plans else "questionnaire_drafts")
    own = [
        MenuItem(_("Till Kvalitetshjulet"), home, name="back", icon_name="arrow-left", order=10),
        MenuItem(_("Planer"), reverse("wagtailadmin_explore_root"), name="plans", icon_name="doc-full", order=20),
        MenuItem(_("Enkäter"), reverse("questionnaire_drafts"), name="surveys", icon_name="form", order=30),
        MenuItem(_("Årshjul"), reverse("wheel_drafts"), name="wheels", icon_name="calendar", order=40),
    ]
    shown = {
        "back",
        *({"plans", "images", "reports"} if plans else {"reports"}),
        *({"surveys", "wheels"} if library else ()),
    }
    items[:] = [item for item in (*own, *items) if item.name in shown]


def reports(request: HttpRequest, items: list[MenuItem]) -> None:
    """Keep the reports that are about one's own pages only."""
    items[:] = [item for item in items if item.name in REPORTS]


def no_summary(request: HttpRequest, items: list[Any]) -> None:
    """Count nothing: the house has its own start."""
    items.clear()


def search(request: HttpRequest, areas: list[Any]) -> None:
    """Search among plans and pictures."""
    areas[:] = [area for area in areas if area.name in {"pages", "images"}]


def keep_adopted(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse to delete what was adopted, and every place."""
    if isinstance(page.specific, PlanPage) and not page.specific.adoptions.exists():
        return None
    return redirect("plan_pages")


class ToOwnPage(ActionMenuItem):
    """The way from writing to adopting or publishing: the page among ours."""

    name = "action-own-page"
    icon_name = "arrow-right"
    order = 80

    def is_shown(self, context: dict[str, Any]) -> bool:
        """Show it beside every stored page."""
        return "page" in context

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Say whose page it is."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return {**context, "label": OWN_PAGES[type(parent_context["page"])][0]}

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return the page's address among ours."""
        page = parent_context["page"]
        return reverse(OWN_PAGES[type(page)][1], args=[page.pk])


def to_own_page() -> ToOwnPage:
    """Offer the way on under the save button."""
    return ToOwnPage()


def styles() -> SafeString:
    """Bring our colours, and leave out what cannot be pressed here."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/back_office.css"))


def scripts() -> SafeString:
    """Offer a page's own goals where a goal's parent is asked for, and its own scales where a scale is."""
    links = ((static(name),) for name in ("cms/goal_parent.js", "cms/scale_keys.js"))
    return format_html_join("", '<script src="{}"></script>', links)


def without_people() -> None:
    """Leave out the filters that offer everyone who ever wrote, locked or published anything: names of other units."""
    for shown in (PageFilterSet, GenericPageFilterSet, LockedPagesReportFilterSet, AgingPagesReportFilterSet):
        for name in BY_PEOPLE:
            shown.base_filters.pop(name, None)


without_people()
for _name, _function in (
    ("construct_page_chooser_queryset", own_pages),
    ("register_admin_viewset", choosing_goals),
    ("construct_main_menu", menu),
    ("construct_reports_menu", reports),
    ("construct_homepage_summary_items", no_summary),
    ("construct_search", search),
    ("before_delete_page", keep_adopted),
    ("register_page_action_menu_item", to_own_page),
    ("insert_global_admin_css", styles),
    ("insert_editor_js", scripts),
):
    hooks.register(_name, _function)
