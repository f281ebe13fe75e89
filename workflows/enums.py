"""The words of the wheel, with their Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """How far a process has come."""

    PLAN = "plan", _("Planera")
    DO = "do", _("Genomföra")
    FOLLOW_UP = "follow_up", _("Följa upp")
    ANALYSIS = "analysis", _("Analysera")
    CLOSED = "closed", _("Avslutad")


class ProcessState(TextChoices):
    """Whether a process goes on."""

    RUNNING = "running", _("Pågår")
    PAUSED = "paused", _("Pausad")
    CLOSED = "closed", _("Avslutad")
    CANCELLED = "cancelled", _("Inställd")


class TaskState(TextChoices):
    """How far a task has come. *Försenad* is no state: it is worked out from the date."""

    PLANNED = "planned", _("Planerad")
    OPEN = "open", _("Att göra")
    SUBMITTED = "submitted", _("Väntar på granskning")
    RETURNED = "returned", _("Åter för komplettering")
    APPROVED = "approved", _("Godkänd")
    DONE = "done", _("Klar")
    WAIVED = "waived", _("Behövs inte")
    CANCELLED = "cancelled", _("Inställd")


class Decision(TextChoices):
    """What a reviewer says."""

    APPROVED = "approved", _("Godkänd")
    RETURNED = "returned", _("Åter för komplettering")


class Cause(TextChoices):
    """Why somebody is told about a task."""

    OPENED = "opened", _("Ny uppgift")
    REMINDER = "reminder", _("Påminnelse")
    ESCALATION = "escalation", _("Försenad")
    REVIEW = "review", _("Att granska")
    RETURNED = "returned", _("Åter för komplettering")


class NudgeOutcome(TextChoices):
    """What became of a reminder."""

    TOLD = "told", _("Skickad")
    LATE = "late", _("Hoppades över: dagen hade gått")
    NEEDLESS = "needless", _("Behövdes inte: uppgiften väntade inte på någon")
    NOBODY = "nobody", _("Ingen att säga till: rollen saknar person")


class HoldReason(TextChoices):
    """What holds a stage, as a sentence with blanks."""

    CLOSED = "closed", _("Processen är avslutad.")
    DATE = "date", _("Steget pågår till och med %(until)s.")
    TASKS = "tasks", _("Kvar att göra: %(count)s, bland annat ”%(title)s”.")
    OBJECTION = "objection", "%(sentence)s"


class WheelFault(TextChoices):
    """What can be wrong in a wheel, as a sentence."""

    OBJECT = "object", _("Här behövs en rad med fält.")
    LIST = "list", _("Här behövs en lista.")
    MISSING = "missing", _("Det här fältet behöver fyllas i.")
    UNKNOWN = "unknown", _("Det här fältet finns inte.")
    NUMBER = "number", _("Talet är inte möjligt här.")
    CHOICE = "choice", _("Välj ett av de ord som finns.")
    FLAG = "flag", _("Svara ja eller nej.")
    TEXT = "text", _("Texten är för lång eller ingen text.")
    EMPTY = "empty", _("Skriv något här.")
    KEY = "key", _("En nyckel börjar med en bokstav och har bara a–z, siffror och bindestreck, högst 60 tecken.")
    TWICE = "twice", _("Det här står två gånger.")
    WHICH_YEAR = "which_year", _("Välj läsår eller kalenderår.")
    NOBODY = "nobody", _("Någon måste ansvara: välj en roll.")
    ESCALATION = "escalation", _("Säg både när och till vem det ska gå vidare, eller inget av dem.")
    BEFORE_IT_OPENS = "before_it_opens", _("En påminnelse kan inte komma innan uppgiften har öppnat.")
    ASKS_NOBODY = "asks_nobody", _("Det som bara står i hjulet kan inte granskas, hålla ett steg eller påminna någon.")
