"""The words of rounds, with their Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    """How far a round has come. *Sealed* answers are pseudonymous until the key is destroyed; then they are anonymous."""

    DRAFT = "draft", _("Förbereds")
    OPEN = "open", _("Öppen")
    CLOSED = "closed", _("Stängd")
    SEALED = "sealed", _("Förseglad")
    ANONYMOUS = "anonymous", _("Klar")
    STOPPED = "stopped", _("Stoppad")
    LOST = "lost", _("Förlorad")


class Audience(TextChoices):
    """Who is asked."""

    GUARDIANS = "guardians", _("Vårdnadshavare")
    OPEN_GUARDIANS = "open-guardians", _("Vårdnadshavare, öppen länk")
    TEACHERS = "teachers", _("Förskollärare")
    CHILD_MINDERS = "child-minders", _("Barnskötare")
    STAFF = "staff", _("Medarbetare")
    STUDENTS = "students", _("VFU-studenter")
    SUPERVISORS = "supervisors", _("VFU-handledare")


class MailingKind(TextChoices):
    """What a letter is."""

    INVITATION = "invitation", _("Inbjudan")
    REMINDER = "reminder", _("Påminnelse")


ANSWERING = (RoundState.OPEN, RoundState.CLOSED)
"""States in which an answer that was begun may still come in; in *closed* for an hour."""
MIXED = (RoundState.SEALED, RoundState.ANONYMOUS)


OPEN = (Audience.OPEN_GUARDIANS,)
"""Whoever comes by a unit's open link: nobody invited them, they may answer more than once, and they are counted apart."""
ALL_STAFF = "all-staff"
"""The family of several kinds of staff, shown together."""
STAFF = (Audience.TEACHERS, Audience.CHILD_MINDERS, Audience.STAFF, ALL_STAFF)


class Clearing(TextChoices):
    """Whether an answer in free text may be read: by nobody yet, by leaders, by nobody at all."""

    WAITING = "waiting", _("Väntar på genomläsning")
    SHOWN = "shown", _("Visas")
    WITHHELD = "withheld", _("Visas inte")
