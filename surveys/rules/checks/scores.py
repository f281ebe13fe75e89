"""Scores: what they are made of is there, and has points."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

from surveys.rules.definition.fields import Field, Kind, fields
from surveys.rules.definition.scores import Score, ScoreItem
from surveys.rules.definition.version import Version
from surveys.rules.findings import Findings

SCORED = (Kind.CHOICE, Kind.BOOLEAN)


def check_scores(version: Version, earlier: Sequence[Version], found: Findings) -> None:
    """Check every score of the version."""
    by_name = {field.name: field for field in fields(version)}
    scores = {score.key: score for score in version.scores}
    for index, score in enumerate(version.scores):
        path = f"/scores/{index}"
        _check_form(score, scores, path, found)
        seen: set[str] = set()
        for place, item in enumerate(score.items):
            where = f"{path}/items/{place}"
            if item.name in seen:
                found.add(f"{where}/name", "score-item-twice", value=item.name)
            seen.add(item.name)
            field = by_name.get(item.name)
            if field is None:
                found.add(f"{where}/name", "var-unknown", value=item.name)
            elif field.kind not in SCORED:
                found.add(f"{where}/name", "score-kind", value=item.name)
            else:
                _check_item(score, item, field, where, found)
    _check_circles(version, scores, found)


def _check_form(score: Score, scores: dict[str, Score], path: str, found: Findings) -> None:
    if bool(score.items) == bool(score.parts):
        found.add(path, "score-of-what", value=score.key)
    for place, part in enumerate(score.parts):
        if part not in scores:
            found.add(f"{path}/parts/{place}", "score-unknown", value=part)
    if score.measure == "sum" and score.items:
        if score.over == "answers":
            found.add(f"{path}/over", "score-sum-over")
        elif score.least != 1:
            found.add(f"{path}/least", "score-sum-least")
    if score.items and not sum(item.weight for item in score.items):
        found.add(f"{path}/items", "score-no-weight")
    starts = [band.start for band in score.bands]
    if starts != sorted(set(starts)):
        found.add(f"{path}/bands", "bands-order")


def _check_item(score: Score, item: ScoreItem, field: Field, path: str, found: Findings) -> None:
    codes = field.codes
    for name, listed in (("points", [code for code, _points in item.points]), ("positive", list(item.positive))):
        for code in listed:
            if code not in codes:
                found.add(f"{path}/{name}", "code-unknown", value=code, field=field.name, codes=", ".join(codes))
    substantive = list(field.scale.substantive) if field.scale else []
    if score.measure == "share":
        positive = item.positive or score.positive
        if not any(option.code in positive for option in substantive):
            found.add(path, "no-positive", value=field.name)
        return
    points = dict(score.points) | dict(item.points)
    without = [option.code for option in substantive if option.weight is None and option.code not in points]
    if without:
        found.add(path, "no-points", value=field.name, codes=", ".join(without))
    unknown = [
        option.code
        for option in (field.scale.options if field.scale else ())
        if option.missing and option.code in points
    ]
    if unknown:
        found.add(path, "points-of-missing", value=field.name, codes=", ".join(unknown))


def _check_circles(version: Version, scores: dict[str, Score], found: Findings) -> None:
    try:
        TopologicalSorter({key: set(score.parts) & set(scores) for key, score in scores.items()}).prepare()
    except CycleError as fault:
        circle = list(reversed(fault.args[1]))
        index = next(place for place, score in enumerate(version.scores) if score.key == circle[0])
        found.add(f"/scores/{index}/parts", "cycle", value=" → ".join(circle))
