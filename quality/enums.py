"""The words of quality work, with their Swedish labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GoalLevel(TextChoices):
    """Where in the goal chain a goal stands, from the council down."""

    DIRECTION = "direction", _("Inriktningsmål")
    AREA = "area", _("Mål för verksamhetsområdet")
    COMMITTEE = "committee", _("Nämndmål")
    UNIT = "unit", _("Enhetsmål")
    OPERATIONAL = "operational", _("Verksamhetsmål")
    FOCUS = "focus", _("Fokusområde")


class BetterDirection(TextChoices):
    """Which way is better for an indicator."""

    HIGHER = "higher", _("Högre är bättre")
    LOWER = "lower", _("Lägre är bättre")
    UNKNOWN = "unknown", _("Inte sagt")


class Periodicity(TextChoices):
    """How often an indicator is measured."""

    MONTH = "month", pgettext_lazy("periodicity", "Månad")
    TERTIAL = "tertial", pgettext_lazy("periodicity", "Tertial")
    HALF_YEAR = "half_year", pgettext_lazy("periodicity", "Halvår")
    YEAR = "year", pgettext_lazy("periodicity", "År")


class ActivityStatus(TextChoices):
    """How far an activity has come. *Late* is derived from its last day, never stored."""

    PLANNED = "planned", _("Planerad")
    UNDER_WAY = "under_way", _("Pågår")
    DONE = "done", _("Klar")
    CANCELLED = "cancelled", _("Blev inte av")


class Provenance(TextChoices):
    """Where a value comes from."""

    REPORTED = "reported", _("Rapporterat")
    IMPORTED = "imported", _("Inläst från ett annat system")
    RELEASED = "released", _("Enkätresultat")


class TurnOutcome(TextChoices):
    """Whether a goal was reached in a turn, as those who analyse it say."""

    REACHED = "reached", _("Målet är nått")
    PARTLY = "partly", _("Målet är delvis nått")
    NOT_REACHED = "not_reached", _("Målet är inte nått")
    NOT_MEASURED = "not_measured", _("Det går inte att säga: målet är inte mätt")


class TurnGap(TextChoices):
    """What keeps a goal's turn from ending, as a sentence."""

    NO_CAUSE = "no_cause", _("Det saknas en analys av orsakerna.")
    NO_IMPROVEMENT = "no_improvement", _("Målet är inte nått: skriv minst en förbättring.")


class Became(TextChoices):
    """What came of an improvement."""

    DONE = "done", _("Genomförd")
    PARTLY = "partly", _("Delvis genomförd")
    NOT_DONE = "not_done", _("Inte genomförd")
    DROPPED = "dropped", _("Avskriven")


class QuotedFrom(TextChoices):
    """What a quotation of an analysis is taken from."""

    VALUE = "value", _("Värde")
    SURVEY = "survey", _("Enkätresultat")
    DOCUMENT = "document", _("Dokument")
    ACTIVITY = "activity", _("Aktivitet")
    IMPROVEMENT = "improvement", _("Förbättring")


class ReportKind(TextChoices):
    """What a unit reports of a period."""

    YEAR = "year", _("Verksamhetsberättelse")
    TERTIAL = "tertial", _("Tertialrapport")


class ReportGap(TextChoices):
    """What a report lacks, as a sentence."""

    NO_TURN = "no_turn", _("Målet har inte gått något varv i hjulet under perioden.")
    NO_ANALYSIS = "no_analysis", _("Analys saknas: det står inte om målet är nått eller vad det beror på.")
    NOT_DECIDED = "not_decided", _("Analysen är inte godkänd än och är därför inte med.")
    NO_IMPROVEMENT = "no_improvement", _("Målet är inte nått, och det står inte vad som ska förbättras.")
    NO_VALUE = "no_value", _("Värde saknas för perioden.")


class DocumentKind(TextChoices):
    """What a team writes. Keys are stored in wheel versions as kinds of work: never rename one."""

    REFLECTION = "reflection", _("Reflektion")
    TEACHING_PLAN = "teaching_plan", _("Undervisningsplan")
    WALK = "walk", _("Pedagogisk vandring")
    SELF_RATING = "self_rating", _("Självskattning i kvalitetsindikatorn")
    ANALYSIS = "analysis_text", _("Analys")


class CurriculumArea(TextChoices):
    """The areas of the preschool's curriculum (Lpfö 18, chapter 2): tags of a document."""

    NORMS = "norms", _("Normer och värden")
    LEARNING = "learning", _("Omsorg, utveckling och lärande")
    INFLUENCE = "influence", _("Barns delaktighet och inflytande")
    HOME = "home", _("Förskola och hem")
    TRANSITION = "transition", _("Övergång och samverkan")
    EVALUATION = "evaluation", _("Uppföljning, utvärdering och utveckling")


class WayStep(TextChoices):
    """What comes before a plan is adopted. Keys are stored in wheel versions as kinds of work: never rename one."""

    APT = "plan_apt", _("APT")
    REFERRAL = "plan_referral", _("Remiss")
    DIALOGUE = "plan_dialogue", _("Ledningsdialog")


class WayGap(TextChoices):
    """What keeps a plan from being adopted, as a sentence."""

    APT = "plan_apt", _("Det är inte antecknat när planen togs upp på APT.")
    REFERRAL = "plan_referral", _("Det är inte antecknat när planen gick ut på remiss.")
    ANSWERS = "answers", _("Det finns remissvar där det inte står vad ni gjorde med dem.")
    DIALOGUE = "plan_dialogue", _("Det är inte antecknat när ledningsdialogen hölls.")


class MeasureState(TextChoices):
    """How far a measure has come. *Late* is derived from its last day, never stored."""

    UNDER_WAY = "under_way", _("Pågår")
    DONE = "done", _("Genomförd")
    WAIVED = "waived", _("Genomförs inte")


class MeasureGap(TextChoices):
    """What keeps a plan of measures in its stage, as a sentence."""

    ACCOUNT = "account", _("Skriv hur det gick med förra årets åtgärder.")
    EARLIER = "earlier", _("Säg vad det blev av varje åtgärd i förra årets plan.")
    TEXT = "text", _("Skriv vad ni har sett och varför.")
    MEASURES = "measures", _("Skriv minst en åtgärd.")
    UNDER_WAY = "under_way", _("Alla åtgärder är inte avslutade än.")


class PlacementState(TextChoices):
    """What became of the letter to a student about a placement."""

    WAITING = "waiting", _("Väntar")
    ASKED = "asked", _("Brevet har gått")
    ASKED_BEFORE = "asked_before", _("Redan tillfrågad")
    TOO_LATE = "too_late", _("Inget brev")
