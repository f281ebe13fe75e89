"""What the law wants of a goal's turn and is not there yet, as sentences."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quality.enums import CurriculumArea
from quality.models import Analysis, GoalTurn, GoalVersion, Quotation
from quality.queries.turns import is_measured
from quality.rules.wanted import Facts, Lack, lacking, uncovered

SENTENCES = {
    Lack.NOT_FOLLOWED_UP: _("Målet är inte uppföljt: minst en indikator saknar värde för perioden (4 kap. 3 §)."),
    Lack.NO_ANALYSIS: _("Det saknas en analys av orsakerna (4 kap. 3 §)."),
    Lack.NO_EVIDENCE: _("Analysen citerar inget: det syns inte vad den bygger på (4 kap. 3 §)."),
    Lack.NO_IMPROVEMENT: _("Målet är inte nått, och det finns ingen förbättring (4 kap. 3 §)."),
    Lack.NOTHING_SAID_OF_LAST_YEAR: _("Ingen har sagt vad det blev av förbättringarna från förra varvet (4 kap. 3 §)."),
    Lack.NO_STAFF: _("Inget ur arbetslagens dokument är citerat: personalens och barnens del syns inte (4 kap. 4 §)."),
    Lack.NO_GUARDIANS: _("Inget enkätresultat eller värde är citerat: vårdnadshavarnas del syns inte (4 kap. 4 §)."),
    Lack.NO_NATIONAL_GOAL: _("Målet är inte kopplat till något mål i läroplanen (4 kap. 5 §)."),
}


def lacks_of(turn: GoalTurn) -> list[str]:
    """Return what is missing of a turn, as sentences, in the order of the law."""
    period = turn.period
    quoted = Quotation.objects.filter(turn=turn).order_by().values_list("kind", flat=True).distinct()
    texts = GoalVersion.objects.in_force(period.ends_on).filter(goal=turn.goal_id)
    facts = Facts(
        measured=is_measured(turn.goal_id, period.starts_on, period.ends_on),
        outcome=Analysis.objects.filter(turn=turn).values_list("outcome", flat=True).first(),
        quoted=frozenset(quoted),
        improvements=turn.improvements.count(),
        unsaid=turn.carried.unsaid().count(),
        national=any(texts.values_list("curriculum", flat=True)),
    )
    return [str(SENTENCES[lack]) for lack in lacking(facts)]


def areas_without_goal(turn: GoalTurn) -> list[str]:
    """Return the areas of the curriculum that no goal of the turn's unit, in force at its end, is tied to: 4 kap. 5 §."""
    day = turn.period.ends_on
    going_on = Q(goal__retired_in=None) | Q(goal__retired_in__effective_on__gt=day)
    texts = GoalVersion.objects.in_force(day).filter(going_on, goal__unit=turn.goal.unit_id)
    written = [said for row in texts.values_list("curriculum", flat=True) for said in row]
    areas = {area.value: str(area.label) for area in CurriculumArea}
    swedish = {area.value: _NAMES[area] for area in CurriculumArea}
    return [areas[key] for key in uncovered(written, swedish)]


_NAMES = {
    CurriculumArea.NORMS: "Normer och värden",
    CurriculumArea.LEARNING: "Omsorg, utveckling och lärande",
    CurriculumArea.INFLUENCE: "Barns delaktighet och inflytande",
    CurriculumArea.HOME: "Förskola och hem",
    CurriculumArea.TRANSITION: "Övergång och samverkan",
    CurriculumArea.EVALUATION: "Uppföljning, utvärdering och utveckling",
}
"""As plans write them, which are in Swedish whatever the reader's language."""
