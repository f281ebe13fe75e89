"""What a questionnaire can give others: its measures in words, and what everybody may see of a released one."""

from django.db.models import QuerySet
from django.utils.formats import number_format

from surveys.disclosure.described import described
from surveys.enums import Audience
from surveys.models import QuestionnaireVersion, Release, ReleasedCell
from surveys.models.release import PUBLIC
from surveys.rules.results.wording import Measure, measures


def measures_of(version: QuestionnaireVersion, language: str) -> dict[str, Measure]:
    """Return what a round of a version may show by a mean, by key, in the order of the questionnaire; indices first."""
    told = described(version.definition)
    head = {
        "items": [
            {"key": item.key, "points": [str(points) for points in item.points], "mean": item.has_mean}
            for item in told.items
        ],
        "indices": [{"key": index.key, "ends": [str(end) for end in index.ends]} for index in told.indices],
    }
    found = [one for one in measures(version.definition, head, language).values() if one.ends is not None]
    return {one.key: one for one in sorted(found, key=lambda one: not one.is_index)}


def in_words(measure: Measure) -> str:
    """Return what a measure is called, with its ends: “Trygghet och trivsel, 0–100”."""
    low, high = (number_format(end, decimal_pos=0 if end == int(end) else 1) for end in measure.ends or (0, 0))
    return f"{measure.label}, {low}–{high}" if not measure.over else f"{measure.over} {measure.label}, {low}–{high}"


def for_everybody(release: Release) -> QuerySet[ReleasedCell]:
    """Return the means of a release that anybody may see: what guardians answered, where it is shown to all."""
    return ReleasedCell.objects.filter(release=release, part=PUBLIC, audience=Audience.GUARDIANS, mean__isnull=False)
