"""Where plan pages lie: one place a unit, side by side. The units' own tree decides who may; pages need not move with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page

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
