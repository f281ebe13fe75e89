"""Where plan pages lie: one place a unit, side by side. The units' own tree decides who may; pages need not move with it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page

from cms.models.permissions import Nothing
from organisation.models import Unit


class PlansHome(Page):
    """The top of all plans. There is one."""

    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types = ["cms.UnitPlans"]
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("alla planer")
        verbose_name_plural = _("alla planer")

    def permissions_for_user(self, user: Any) -> Nothing:
        """Return what `user` may do with the place: look."""
        return Nothing(user, self)


class UnitPlans(Page):
    """The plans of one unit, with a drawer for their pictures."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    pictures = models.OneToOneField(Collection, models.PROTECT, related_name="+", verbose_name=_("bilder"))

    is_creatable = False
    parent_page_types = ["cms.PlansHome"]
    subpage_types = ["cms.PlanPage"]
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("en enhets planer")
        verbose_name_plural = _("enheternas planer")

    def permissions_for_user(self, user: Any) -> Nothing:
        """Return what `user` may do with the place: look."""
        return Nothing(user, self)
