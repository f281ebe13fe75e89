"""What a questionnaire can give others: its measures in words, and what everybody may see of a released one."""

from decimal import Decimal

from django.utils.formats import number_format

from organisation.models import Unit
from surveys.disclosure.described import described, shares_of_one
from surveys.enums import Audience
from surveys.models import QuestionnaireVersion, Release, ReleasedCell
from surveys.models.release import PUBLIC
from surveys.rules.results.wording import Measure, measures

EXACT = "at"


def measures_of(version: QuestionnaireVersion, language: str) -> dict[str, Measure]:
    """Return what can be taken from a round of a version as one number, by key: indices first, then questions."""
    definition = version.definition
    told, shares = described(definition), shares_of_one(definition)
    head = {
        "items": [
            {"key": item.key, "points": [str(points) for points in item.points], "mean": item.has_mean}
            for item in told.items
        ],
        "indices": [
            *({"key": index.key, "ends": [str(end) for end in index.ends]} for index in told.indices),
            *({"key": key, "ends": ["0", "100"]} for key in shares),
        ],
    }
    found = [one for one in measures(definition, head, language).values() if one.ends is not None]
    return {one.key: one for one in sorted(found, key=lambda one: not one.is_index)}


def in_words(measure: Measure) -> str:
    """Return what a measure is called, with its ends: “Trygghet och trivsel, 0–100”."""
    low, high = (number_format(end, decimal_pos=0 if end == int(end) else 1) for end in measure.ends or (0, 0))
    return f"{measure.label}, {low}–{high}" if not measure.over else f"{measure.over} {measure.label}, {low}–{high}"


def told_everybody(release: Release, measure: str) -> list[tuple[Unit, Decimal]]:
    """Return what everybody may see of a measure among guardians, unit by unit: exact figures only.

    A mean as it is shown; a share of one question as the sum of the shares that are shown, each as rounded as it is.
    """
    cells = ReleasedCell.objects.filter(release=release, part=PUBLIC, audience=Audience.GUARDIANS)
    cells = cells.filter(place__unit__isnull=False).select_related("place__unit").order_by("place__order")
    item, counted = shares_of_one(release.version.definition).get(measure, (measure, ()))
    told = ((cell.place.unit, _number(cell, counted)) for cell in cells.filter(measure=item))
    return [(unit, number) for unit, number in told if unit is not None and number is not None]


def _number(cell: ReleasedCell, counted: tuple[int, ...]) -> Decimal | None:
    if not counted:
        return cell.mean if cell.mean_is == EXACT else None
    shares = [cell.shares[category] for category in counted if category < len(cell.shares)]
    if len(shares) < len(counted) or any(shape != EXACT for shape, _value in shares):
        return None
    return sum((Decimal(value) for _shape, value in shares), Decimal(0))
