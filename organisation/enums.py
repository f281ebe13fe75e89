"""The words of the organisation, with their Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(TextChoices):
    """What a unit is, from the top of the tree down."""

    MUNICIPALITY = "municipality", _("Kommun")
    COMMITTEE = "committee", _("Nämnd")
    DEPARTMENT = "department", _("Förvaltning")
    AREA = "area", _("Område")
    SCHOOL_UNIT = "school_unit", _("Skolenhet")
    PRESCHOOL = "preschool", _("Förskola")
    SECTION = "section", _("Avdelning")
    TEAM = "team", _("Arbetslag")


class Role(TextChoices):
    """What a person is at a unit. The access table says what each may do."""

    ADMINISTRATOR = "administrator", _("Administratör")
    QUALITY_OFFICER = "quality_officer", _("Kvalitetsansvarig")
    REKTOR = "rektor", _("Rektor")
    DEPUTY = "deputy", _("Biträdande rektor")
    DEVELOPER = "developer", _("Pedagogisk utvecklingsledare")
    WORKPLACE_LEAD = "workplace_lead", _("Arbetsplatsledare")
    TEACHER = "teacher", _("Förskollärare")
    CHILD_MINDER = "child_minder", _("Barnskötare")
    VFU_SUPERVISOR = "vfu_supervisor", _("VFU-handledare")
    UNION = "union", _("Facklig företrädare")
    COMMITTEE_MEMBER = "committee_member", _("Nämndledamot")


class Area(TextChoices):
    """What a right is about: the columns of the access table.

    Processes, tasks and threads follow VALUES, analyses follow DOCUMENTS, reports follow ADOPT.
    """

    PLAN = "plan", _("Planen")
    ADOPT = "adopt", _("Att anta planen")
    VALUES = "values", _("Mål och värden")
    ROUNDS = "rounds", _("Enkätomgångar")
    CELLS = "cells", _("Enkätresultat")
    FREE_TEXT = "free_text", _("Fritextsvar")
    DOCUMENTS = "documents", _("Dokument")
    REVIEW = "review", _("Granskning")
    WHEEL = "wheel", _("Hjulet och biblioteket")
    CONCERNS = "concerns", _("Synpunkter")
    REGISTER = "register", _("Enheter och personer")
    OPERATIONS = "operations", _("Driften")


class Right(TextChoices):
    """What may be done within an area: the words in the cells of the access table."""

    EDIT = "edit", _("ändra")
    DECIDE = "decide", _("besluta")
    COMMENT = "comment", _("kommentera")
    READ = "read", _("läsa")
    READ_ADOPTED = "read_adopted", _("läsa det som är antaget")
    READ_DECIDED = "read_decided", _("läsa det som är beslutat")
    READ_PUBLIC = "read_public", _("läsa det som är offentligt")
    READ_CLEARED = "read_cleared", _("läsa det som är genomläst och rensat")
    READ_WORK_ENVIRONMENT = "read_work_environment", _("läsa om arbetsmiljön")
    READ_POOLED_VFU = "read_pooled_vfu", _("läsa sammanslagna VFU-svar")
    RATES = "rates", _("se svarsfrekvensen")
    NUMBERS = "numbers", _("se antal")
    CLEAR = "clear", _("läsa igenom och rensa")
    WRITE = "write", _("skriva")
    WRITE_OWN = "write_own", _("skriva egna")
    CHOOSE = "choose", _("välja")
    SEND = "send", _("lämna")


class PeriodKind(TextChoices):
    """The turns that quality work is counted in."""

    SCHOOL_YEAR = "school_year", _("Läsår")
    CALENDAR_YEAR = "calendar_year", _("Kalenderår")
    HALF_YEAR = "half_year", _("Halvår")
    TERTIAL = "tertial", _("Tertial")
    MONTH = "month", pgettext_lazy("period", "Månad")
    FREE = "free", _("Egen period")


class ImportKind(TextChoices):
    """What a register holds."""

    UNITS = "units", _("Enheter")
    PEOPLE = "people", _("Personer")


class ImportState(TextChoices):
    """How far an uploaded register has come."""

    PREVIEW = "preview", _("Väntar på att läsas in")
    APPLIED = "applied", _("Inläst")
    DISCARDED = "discarded", _("Borttagen")
