"""What the figures of a release are called: questions, areas, scales and rules, in the words of the version that was asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from surveys.rules.definition.fields import Field, Kind, fields
from surveys.rules.definition.items import BooleanItem
from surveys.rules.definition.version import Version
from surveys.rules.phrases import phrases
from surveys.rules.scoring.words import rule_in_words
from surveys.rules.tables import speech


@dataclass(frozen=True, slots=True)
class Measure:
    """A question, an option of one, or an index, as a page says it.

    `steps`: the words of its categories, in the release's order. `over`: the question of a matrix row or an option.
    `ends`: of its mean, none where it has no mean. `rule`: of an index. `name`: of the field it belongs to; none of an index.
    """

    key: str
    label: str
    area: str
    name: str = ""
    over: str = ""
    steps: tuple[str, ...] = ()
    ends: tuple[float, float] | None = None
    rule: str = ""
    is_index: bool = False
    is_option: bool = False

    @property
    def in_full(self) -> str:
        """Return what was asked: the question of a row or an option before its own words."""
        return f"{self.over}: {self.label}" if self.over and self.over != self.label else self.label


def measures(version: Version, head: dict[str, Any], language: str) -> dict[str, Measure]:
    """Return all that a release may show, by key, in the order of the questionnaire; indices last."""
    ends = {item["key"]: _ends(item["points"]) if item["mean"] else None for item in head["items"]}
    found: dict[str, Measure] = {}
    for field in fields(version):
        for made in _of_field(version, field, language):
            if made[0] in ends:
                key, label, over, steps, is_option = made
                area = _area(version, field.section, language)
                found[key] = Measure(key, label, area, field.name, over, steps, ends[key], is_option=is_option)
    scores = {score.key: score for score in version.scores}
    for index in head["indices"]:
        score = scores[index["key"]]
        title = score.title.shown(language, version.base)[0] or score.key
        low, high = (_number(end) for end in index["ends"])
        rule = rule_in_words(version, score.key, speech(language))
        found[score.key] = Measure(score.key, title, "", ends=(low, high), rule=rule, is_index=True)
    return found


def _of_field(version: Version, field: Field, language: str) -> Iterator[tuple[str, str, str, tuple[str, ...], bool]]:
    base, words = version.base, phrases(language)
    question = field.item.text.shown(language, base)[0]
    label = field.row.text.shown(language, base)[0] if field.row else question
    over = question if field.row else ""
    if field.kind is Kind.CHOICE and field.scale:
        yield field.name, label, over, tuple(o.shown(language, base)[0] for o in field.scale.substantive), False
    elif field.kind is Kind.BOOLEAN and isinstance(field.item, BooleanItem):
        said = [(own.shown(language, base)[0] if own else "") for own in (field.item.no, field.item.yes)]
        yield field.name, label, over, (said[0] or words["no"], said[1] or words["yes"]), False
    elif field.kind is Kind.CHOICES and field.scale:
        for option in field.scale.options:
            yield (
                f"{field.name}.{option.code}",
                option.shown(language, base)[0],
                label,
                (words["no"], words["yes"]),
                True,
            )


def _area(version: Version, key: str, language: str) -> str:
    section = next(one for one in version.sections if one.key == key)
    return section.title.shown(language, version.base)[0]


def _ends(points: list[str]) -> tuple[float, float]:
    worths = [_number(point) for point in points]
    return min(worths), max(worths)


def _number(text: str) -> float:
    over, _slash, under = text.partition("/")
    return float(over) / float(under or 1)
