"""The words of the back office, with their Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanImportState(TextChoices):
    """How far a plan from another system has come."""

    READING = "reading", _("Läses")
    REFUSED = "refused", _("Gick inte att läsa")
    REVIEW = "review", _("Att granska")
    DRAFT = "draft", _("Blev ett utkast")
    ABANDONED = "abandoned", _("Borttagen")


class PlanState(TextChoices):
    """How far a plan page has come."""

    DRAFT = "draft", _("Utkast")
    ADOPTED = "adopted", _("Antagen")
    CHANGED = "changed", _("Antagen, med ändringar i utkastet")
    WITHDRAWN = "withdrawn", _("Återtagen")


class DraftState(TextChoices):
    """How far the draft of a questionnaire has come."""

    DRAFT = "draft", _("Utkast")
    NEXT = "next", _("Nästa utgåva, under arbete")
    PUBLISHED = "published", _("Publicerad")
    CHANGED = "changed", _("Publicerad, med ändringar i utkastet")
