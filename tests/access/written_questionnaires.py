"""The draft of a next version, and a fresh draft, on each side."""

from cms.actions.questionnaires import begin_questionnaire
from surveys.models import Questionnaire
from surveys.rules.definition.document import to_json
from tests.surveys.rules import sample


def store(world):
    """Store them beside the questionnaires that `world` has published."""
    for of, letter in (("own", "a"), ("other", "b")):
        unit, officer = getattr(world.cast, letter)["school_unit"], world.cast.of(letter, "quality_officer")
        published = Questionnaire.objects.get(key=f"enkat-{letter}")
        document = to_json(published.versions.get(number=2).definition)
        title = {"/key": f"farsk-{letter}", "/title/sv": f"Utkast av {unit.name}"}
        fresh = sample.with_changes(title)
        world.things |= {
            ("questionnaire_page", of): begin_questionnaire(
                unit=unit, document=document, actor=officer, questionnaire=published
            ).pk,
            ("questionnaire_fresh", of): begin_questionnaire(unit=unit, document=fresh, actor=officer).pk,
        }
