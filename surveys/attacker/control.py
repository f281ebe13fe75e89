"""What a plain rule would have shown of the same ballots: everything with at least five answers, parents and children alike."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from surveys.attacker.world import BANDS

LEAST = 5


def plain(document: Mapping[str, Any], ballots: Sequence[Mapping[str, Any]], least: int = LEAST) -> dict[str, Any]:
    """Return a release of the same round with every cell of at least `least` persons, means and nothing held back.

    `ballots`: as `own` in what an attacker knows: unit, audience, weight, answers by item.
    """
    parents = {unit["key"]: unit["parent"] for unit in document["units"]}
    families = {family["key"]: family["audiences"] for family in document["families"]}
    points = {item["key"]: [Fraction(worth) for worth in item["points"]] for item in document["items"] if item["mean"]}
    sums = _sums(ballots, parents, families, points)
    cells = []
    for subject in document["subjects"]:
        whos = {subject["family"], *families[subject["family"]]}
        for (place, who, item), (n, total) in sums.items():
            if n >= least and who in whos and item in subject["measures"]:
                cells.append(_cell(subject["key"], place, who, item, n, total))
    subjects = [
        {**subject, "groups": [], "measures": [key for key in subject["measures"] if key in points]}
        for subject in document["subjects"]
    ]
    return {**document, "subjects": subjects, "cells": cells}


Key = tuple[str, str, str]


def _sums(
    ballots: Sequence[Mapping[str, Any]],
    parents: Mapping[str, str | None],
    families: Mapping[str, Sequence[str]],
    points: Mapping[str, Sequence[Fraction]],
) -> dict[Key, tuple[Fraction, Fraction]]:
    """Return persons and total by place, audience or family, and item."""
    sums: dict[Key, tuple[Fraction, Fraction]] = {}
    for ballot in ballots:
        weight, place = Fraction(ballot["weight"]), ballot["unit"]
        whos = {ballot["audience"], *(key for key, names in families.items() if ballot["audience"] in names)}
        while place is not None:
            for item, category in ballot["answers"].items():
                for who in whos if item in points else ():
                    n, total = sums.get((place, who, item), (Fraction(0), Fraction(0)))
                    sums[place, who, item] = n + weight, total + weight * points[item][category]
            place = parents[place]
    return sums


def _cell(subject: str, place: str, who: str, item: str, n: Fraction, total: Fraction) -> dict[str, Any]:
    band = next(name for name, (low, high) in BANDS.items() if n >= low and (high is None or n < high))
    mean = {"is": "at", "value": str(total / n), "of": "own"}
    return {
        "release": "inner",
        "subject": subject,
        "place": place,
        "audience": who,
        "measure": item,
        "n": band,
        "mean": mean,
        "shares": None,
        "step": None,
    }
