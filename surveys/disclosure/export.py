"""A release as one JSON document, and what an attacker is given besides. Both are described in README.md, beside this file."""

from collections import Counter
from fractions import Fraction
from typing import Any

from surveys.disclosure.asked import ROOT, Asked, Index, Item
from surveys.disclosure.planning import PUBLIC, Decision
from surveys.disclosure.policies import Policy
from surveys.disclosure.release import Cell, Release
from surveys.disclosure.shapes import Figure
from surveys.rules.scoring.reckoning import Recipe

RELEASE_FORMAT = "kvalitetshjulet/release/1"
KNOWLEDGE_FORMAT = "kvalitetshjulet/knowledge/1"
Document = dict[str, Any]


def document(release: Release, only: str | None = None) -> Document:
    """Return a release as it is published, all of it, or one part of it ("inner", "public")."""
    asked, decisions = release.plan.asked, release.plan.decisions
    return {
        "format": RELEASE_FORMAT,
        "units": [
            {"key": key, "parent": None if parent == ROOT else asked.tree.keys[parent], "whole": whole}
            for key, parent, whole in zip(asked.tree.keys, asked.tree.parents, asked.tree.whole, strict=True)
        ],
        "families": [{"key": family.key, "audiences": list(family.audiences)} for family in asked.families],
        "items": [_item(item) for item in asked.items],
        "indices": [_index(index, asked) for index in asked.indices],
        "subjects": [_subject(decision, asked) for decision in decisions],
        "cells": [_cell(cell) for cell in release.cells if only in (None, cell.release)],
    }


def knowledge(asked: Asked, own: int | None = None) -> Document:
    """Return what an attacker knows besides: how many were asked and answered, and one respondent's own ballot (its row)."""
    ballots = asked.ballots
    heads: dict[tuple[int, int], int] = {}
    for unit, audience in zip(ballots.units.tolist(), ballots.audiences.tolist(), strict=True):
        heads[unit, audience] = heads.get((unit, audience), 0) + 1
    weights: dict[tuple[int, int], int] = {}
    for unit, audience, weight in zip(
        ballots.units.tolist(), ballots.audiences.tolist(), ballots.weights.tolist(), strict=True
    ):
        weights[unit, audience] = weights.get((unit, audience), 0) + weight
    return {
        "format": KNOWLEDGE_FORMAT,
        "heads": [
            {
                "unit": asked.tree.keys[unit],
                "audience": asked.audiences[audience],
                "invited": int(asked.invited[unit, audience]),
                "ballots": heads.get((unit, audience), 0),
                "persons": _number(Fraction(weights.get((unit, audience), 0), ballots.whole)),
            }
            for unit in range(len(asked.tree.keys))
            for audience in range(len(asked.audiences))
            if asked.invited[unit, audience] or heads.get((unit, audience))
        ],
        "own": None if own is None else answered(asked, own),
    }


def insiders(asked: Asked) -> list[Document]:
    """Return one respondent of each unit and audience where two or more answered: the one with the most answers.

    Who is alone at a unit is left out: of a group they know the others' sum whatever is done, as each of five knows that of four.
    """
    ballots, chosen, heads = asked.ballots, dict[tuple[int, int], tuple[int, bytes, int]](), Counter[tuple[int, int]]()
    given = (ballots.codes != 0).sum(axis=1).tolist()
    for row, at in enumerate(zip(ballots.units.tolist(), ballots.audiences.tolist(), strict=True)):
        heads[at] += 1
        mine = (-given[row], ballots.codes[row].tobytes(), row)
        chosen[at] = min(chosen.get(at, mine), mine)
    return [answered(asked, row) for at, (_blank, _codes, row) in sorted(chosen.items()) if heads[at] > 1]


def _item(item: Item) -> Document:
    return {
        "key": item.key,
        "steps": item.steps,
        "points": [_number(points) for points in item.points],
        "mean": item.has_mean,
        "hosts": list(item.hosts),
    }


def _index(index: Index, asked: Asked) -> Document:
    return {
        "key": index.key,
        "members": list(index.members),
        "ends": [_number(end) for end in index.ends],
        "steps": index.steps,
        "rule": _rule(index.recipe, asked),
    }


def _rule(recipe: Recipe, asked: Asked) -> Document:
    score = recipe.score
    by_position = {item.position: item for item in asked.items}
    return {
        "measure": score.measure,
        "over": score.over,
        "least": _number(Fraction(score.least)),
        "minus": _number(Fraction(score.minus)),
        "times": _number(Fraction(score.times)),
        "parts": [_rule(part, asked) for part in recipe.parts],
        "items": [
            {
                "item": by_position[part.position].key,
                "weight": _number(part.weight),
                "points": _points(part.points, by_position[part.position]),
            }
            for part in recipe.items
        ],
    }


def _points(points: tuple[Fraction | None, ...], item: Item) -> list[str | None]:
    """What each category is worth in the score, which need not be what it is worth in the item's own mean."""
    worth: list[str | None] = [None] * item.steps
    for code, category in enumerate(item.categories[: len(points)]):
        value = points[code]
        if category is not None and value is not None:
            worth[category] = _number(value)
    return worth


def _subject(decision: Decision, asked: Asked) -> Document:
    subject, keys = decision.subject, decision.places.keys
    return {
        "key": subject.key,
        "family": subject.family.key,
        "measures": [asked.measures[number].key for number in subject.measures],
        "policy": _policy(subject.policy),
        PUBLIC: _policy(subject.public) if subject.public else None,
        "groups": [
            {"key": group.key, "parent": keys[group.parent], "members": [keys[unit] for unit in group.members]}
            for group in decision.places.groups
        ],
    }


def _policy(policy: Policy) -> Document:
    return {
        "key": policy.key,
        "k": policy.k,
        "k_diff": policy.k_diff,
        "k_distribution": policy.k_distribution,
        "k_text": policy.k_text,
        "least_rate": _number(policy.least_rate),
    }


def _cell(cell: Cell) -> Document:
    return {
        "release": cell.release,
        "subject": cell.subject,
        "place": cell.place,
        "audience": cell.audience,
        "measure": cell.measure,
        "n": cell.band,
        "mean": {**_figure(cell.mean), "of": cell.of} if cell.mean else None,
        "shares": [_figure(share) for share in cell.shares] or None,
        "step": cell.step,
    }


def _figure(figure: Figure) -> dict[str, str]:
    return {"is": figure.shape, "value": str(figure.value)}


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def answered(asked: Asked, row: int) -> Document:
    """Return one ballot, by its row, as whoever sent it knows it."""
    ballots = asked.ballots
    answers: dict[str, int] = {}
    for item in asked.items:
        category = item.categories[int(ballots.codes[row, item.position])]
        if category is not None:
            answers[item.key] = category
    return {
        "unit": asked.tree.keys[int(ballots.units[row])],
        "audience": asked.audiences[int(ballots.audiences[row])],
        "weight": _number(Fraction(int(ballots.weights[row]), ballots.whole)),
        "answers": answers,
    }
