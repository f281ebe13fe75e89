"""A wheel (årshjul) as it is written: the next version, under way."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import Page, PagePermissionTester

from cms.blocks.wheel import ENTRY_BLOCKS, STAGE_BLOCKS
from cms.models.fields import Stream
from cms.models.permissions import Nothing
from cms.rules.streams import Raw
from cms.rules.wheels.keys import keyed
from organisation.models import Unit
from workflows.models import Wheel, WheelVersion


class WritingWheels(Nothing):
    """A wheel under way: it is written and locked; published and thrown away behind doors of our own."""

    def can_edit(self) -> bool:
        """Let in those whom the policy lets change the page."""
        return bool(PagePermissionTester.can_edit(self))


class WheelPage(Page):
    """The draft of a wheel's next version. It has no address: what holds is the published version.

    `key` and `unit` are given when it is begun. `wheel` is what it is published as: there when it is a next version, made when it
    is the first.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("ägs av"))
    key = models.CharField(_("nyckel"), max_length=60, unique=True)
    wheel = models.OneToOneField(
        Wheel, models.PROTECT, null=True, blank=True, related_name="written", verbose_name=_("årshjul")
    )
    closed_weeks = models.CharField(
        _("stängda veckor"),
        max_length=200,
        blank=True,
        help_text=_("Inget kan infalla då. Skriv veckorna med komma emellan: 28–31, 52."),
    )
    entries: Any = Stream(ENTRY_BLOCKS, blank=True, collapsed=True, verbose_name=_("inslag"))
    stages: Any = Stream(STAGE_BLOCKS, blank=True, collapsed=True, verbose_name=_("stegens slut"))

    is_creatable = False  # begun through `cms.actions`
    parent_page_types = ["cms.LibraryHome"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []  # what it would do is said on a page of ours
    content_panels = [
        HelpPanel(
            content=_(
                "Spara, och gå sedan till hjulets sida: där ser du om något är fel, vad som händer med vem, "
                "och där publicerar du."
            )
        ),
        FieldPanel("title", heading=_("Hjulets namn")),
        FieldPanel("closed_weeks"),
        FieldPanel("entries", heading=_("Inslag i hjulet")),
        FieldPanel("stages", heading=_("När stegen tar slut")),
    ]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = _("utkast till årshjul")
        verbose_name_plural = _("utkast till årshjul")

    def permissions_for_user(self, user: Any) -> WritingWheels:
        """Return what `user` may do with the draft in the back office."""
        return WritingWheels(user, self)

    def with_content_json(self, content: dict[str, Any]) -> "WheelPage":
        """Return a revision as a page. What was given when it was begun, or published, is no part of a revision."""
        page: WheelPage = super().with_content_json(content)
        page.unit_id, page.key, page.wheel_id = self.unit_id, self.key, self.wheel_id
        return page

    def raw(self, name: str) -> Raw:
        """Return one of the streams (entries, stages) as it stands here."""
        stream = getattr(self, name)
        raw: Raw = json.loads(json.dumps(stream.get_prep_value(), cls=DjangoJSONEncoder)) if stream else []
        return raw

    def clean(self) -> None:
        """Give keys where none are, and let nobody take one from what is published."""
        super().clean()
        raw = self.raw("entries")
        whole = keyed(raw, self._before(), self._published())
        if whole != raw:
            self.entries = whole

    def _before(self) -> Raw:
        revision = self.get_latest_revision() if self.pk else None
        raw: Raw = json.loads(revision.content["entries"]) if revision else []
        return raw

    def _published(self) -> set[str]:
        """Return the keys that some published version has; tasks are known by them."""
        contents = WheelVersion.objects.filter(wheel=self.wheel_id) if self.wheel_id else WheelVersion.objects.none()
        return {entry["key"] for entries in contents.values_list("content__entries", flat=True) for entry in entries}


class PublishedWheel(models.Model):
    """A published version, and the page that it was compiled from."""

    page = models.ForeignKey(WheelPage, models.PROTECT, related_name="publications", verbose_name=_("utkast"))
    version = models.OneToOneField(
        WheelVersion, models.PROTECT, related_name="written", verbose_name=_("version av ett hjul")
    )

    class Meta:
        verbose_name = _("publicerat hjul")
        verbose_name_plural = _("publicerade hjul")
        ordering = ["version"]

    def __str__(self) -> str:
        return str(self.version)
