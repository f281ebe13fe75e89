"""A plan as it is written."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from cms.blocks import PLAN_BLOCKS
from cms.blocks.goals import day_input
from cms.models.fields import Stream
from cms.models.permissions import Writing
from cms.rules.streams import identified
from organisation.models import Unit
from quality.models import PlanSeries


class PlanPage(Page):
    """A plan (verksamhetsplan) under way or adopted. Its unit and series are given when it is begun and never change."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    series = models.ForeignKey(PlanSeries, models.PROTECT, related_name="+", verbose_name=_("planserie"))
    starts_on = models.DateField(_("gäller från och med"))
    ends_on = models.DateField(_("gäller till och med"))
    body: Any = Stream(PLAN_BLOCKS, blank=True, collapsed=True, verbose_name=_("innehåll"))

    is_creatable = False  # begun, copied and continued through `cms.actions`
    parent_page_types = ["cms.UnitPlans"]
    subpage_types: list[str] = []
    template = "cms/preview.html"
    content_panels = [
        FieldPanel("title", classname="title"),  # Wagtail's own panel of the title looks for a field that is not here
        FieldRowPanel(
            [FieldPanel("starts_on", widget=day_input()), FieldPanel("ends_on", widget=day_input())],
            heading=_("Period"),
        ),
        FieldPanel("body"),
    ]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []
    search_fields = [*Page.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("planer")
        constraints = [
            models.CheckConstraint(
                name="plan_page_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("Planens sista dag kan inte ligga före den första."),
            )
        ]

    def permissions_for_user(self, user: Any) -> Writing:
        """Return what `user` may do with the plan in the back office."""
        return Writing(user, self)

    def clean(self) -> None:
        """Give every row that has no id one at once: a row without an id would be a new goal each time."""
        super().clean()
        raw = self.body.get_prep_value() if self.body else []
        whole = identified(raw)
        if whole != raw:
            self.body = whole
