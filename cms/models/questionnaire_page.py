"""A questionnaire as it is written: the next version, under way."""

import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.models import Page, PagePermissionTester

from cms.blocks import QUESTIONNAIRE_BLOCKS
from cms.models.fields import Stream
from cms.models.permissions import Nothing
from cms.rules.questionnaires.settling import keyed, settled, spoken
from cms.rules.streams import Raw
from organisation.models import Unit
from surveys.models import Questionnaire, QuestionnaireVersion


class LibraryHome(Page):
    """The top of what is written for the library. There is one."""

    is_creatable = False
    parent_page_types: list[str] = []
    subpage_types = ["cms.QuestionnairePage", "cms.WheelPage"]
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("bibliotek")
        verbose_name_plural = _("bibliotek")

    def permissions_for_user(self, user: Any) -> Nothing:
        """Return what `user` may do with the place: look."""
        return Nothing(user, self)


class WritingQuestionnaires(Nothing):
    """A questionnaire under way: it is written and locked; published and thrown away behind doors of our own."""

    def can_edit(self) -> bool:
        """Let in those whom the policy lets change the page."""
        return bool(PagePermissionTester.can_edit(self))


class QuestionnairePage(Page):
    """The draft of a questionnaire's next version. It has no address: what is asked is the published version.

    `key` and `unit` are given when it is begun. `questionnaire` is what it is published as: there when it is a next version, made
    when it is the first. `scores` are kept as the document has them.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("ägs av"))
    key = models.CharField(_("nyckel"), max_length=48, unique=True)
    questionnaire = models.OneToOneField(
        Questionnaire, models.PROTECT, null=True, blank=True, related_name="written", verbose_name=_("enkät")
    )
    base = models.CharField(_("grundspråk"), max_length=12, default="sv")
    languages = ArrayField(models.CharField(max_length=12), verbose_name=_("språk"))
    scores = models.JSONField(_("index"), default=list, blank=True)
    body: Any = Stream(
        QUESTIONNAIRE_BLOCKS,
        blank=True,
        collapsed=True,
        block_counts={"head": {"max_num": 1}},
        verbose_name=_("innehåll"),
    )

    is_creatable = False  # begun through `cms.actions`
    parent_page_types = ["cms.LibraryHome"]
    subpage_types: list[str] = []
    preview_modes: list[tuple[str, str]] = []  # tried out on a page of ours, as those who answer see it
    content_panels = [
        HelpPanel(
            content=_(
                "Spara, och gå sedan till enkätens sida: där klickar du ihop villkor, översätter, provar och publicerar."
            )
        ),
        FieldPanel("body"),
    ]
    promote_panels: list[Any] = []
    settings_panels: list[Any] = []

    class Meta:
        verbose_name = _("enkätutkast")
        verbose_name_plural = _("enkätutkast")

    def permissions_for_user(self, user: Any) -> WritingQuestionnaires:
        """Return what `user` may do with the draft in the back office."""
        return WritingQuestionnaires(user, self)

    def with_content_json(self, content: dict[str, Any]) -> "QuestionnairePage":
        """Return a revision as a page. What was given when it was begun, or published, is no part of a revision."""
        page: QuestionnairePage = super().with_content_json(content)
        page.unit_id, page.key, page.questionnaire_id = self.unit_id, self.key, self.questionnaire_id
        return page

    def raw(self) -> Raw:
        """Return the stream as it stands here."""
        raw: Raw = json.loads(json.dumps(self.body.get_prep_value(), cls=DjangoJSONEncoder)) if self.body else []
        return raw

    def clean(self) -> None:
        """Settle what a form brought against the latest draft, give keys where none are, and take the title from the text."""
        super().clean()
        raw = self.raw()
        whole = keyed(settled(raw, self._before()))
        if whole != raw:
            self.body = whole
        head: dict[str, Any] = next((block["value"] for block in whole if block["type"] == "head"), {})
        self.title = spoken(head.get("title")).strip()[:255] or self.key

    def _before(self) -> Raw:
        revision = self.get_latest_revision() if self.pk else None
        raw: Raw = json.loads(revision.content["body"]) if revision else []
        return raw


class PublishedPage(models.Model):
    """A published version, and the page that it was compiled from."""

    page = models.ForeignKey(
        QuestionnairePage, models.PROTECT, related_name="publications", verbose_name=_("enkätutkast")
    )
    version = models.OneToOneField(
        QuestionnaireVersion, models.PROTECT, related_name="written", verbose_name=_("utgåva")
    )

    class Meta:
        verbose_name = _("publicerat utkast")
        verbose_name_plural = _("publicerade utkast")
        ordering = ["version"]

    def __str__(self) -> str:
        return str(self.version)
