"""A round cut into parts, attacked one by one: a unit all about which is told, and what lies below, down to the next such.

What is told of a part says nothing more about its hidden groups when the rest is told too, but for what rounding leaves open.
`attack_release --full` attacks the whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Document = Mapping[str, Any]
INSIDERS = 3
"""How many respondents attack a part, one at a time: those with the fewest around them."""


def parts(release: Document, knowledge: Document) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each part as a release of its own, with what one respondent knows about it; the same part for several, one by one.

    `attacked` names the subject that a part is about, `again` says that it is the one before, for another respondent.
    """
    below = _below(release["units"])
    for subject in release["subjects"]:
        audiences = next(family["audiences"] for family in release["families"] if family["key"] == subject["family"])
        cut = _Cut(release, knowledge, subject, audiences, below)
        yield from cut.parts()


def _below(units: Sequence[Document]) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {None: []}
    for unit in units:
        found.setdefault(unit["parent"], []).append(unit["key"])
        found.setdefault(unit["key"], [])
    return found


@dataclass
class _Cut:
    """One subject cut up."""

    release: Document
    knowledge: Document
    subject: Document
    audiences: Sequence[str]
    below: Mapping[str | None, Sequence[str]]

    def __post_init__(self) -> None:
        self.heads = [head for head in self.knowledge["heads"] if head["audience"] in self.audiences]
        self.subjects = [one for one in self.release["subjects"] if one["family"] == self.subject["family"]]
        keys = {one["key"] for one in self.subjects}
        self.cells: dict[str, list[Document]] = {}
        for cell in self.release["cells"]:
            if cell["subject"] in keys:
                self.cells.setdefault(cell["place"], []).append(cell)
        self.peopled: dict[str, set[str]] = {}
        for head in self.heads:
            if int(head["ballots"]):
                self.peopled.setdefault(head["unit"], set()).add(head["audience"])

    def parts(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield the parts in which somebody answered, from above."""
        tops = [list(self.below[None])]
        while tops:
            roots = tops.pop(0)
            inside, cuts = self._inside(roots)
            home = {unit: unit for unit in inside}
            for cut in cuts:
                home |= dict.fromkeys(self._all(cut), cut)
            if any(unit in self.peopled for unit in home):
                released, heads = self._released(inside, roots), self._heads(home)
                owns: list[dict[str, Any] | None] = [*self._insiders(home)] or [None]
                for number, own in enumerate(owns):
                    yield (
                        {**released, "again": number > 0},
                        {**self.knowledge, "heads": heads, "own": own, "insiders": []},
                    )
            tops += [[cut] for cut in cuts if self.below[cut]]

    def _inside(self, roots: Sequence[str]) -> tuple[list[str], list[str]]:
        """The units of a part, parents first, and those of them at which the tree is cut."""
        inside, cuts, waiting = list(roots), [], list(roots)
        while waiting:
            for child in self.below[waiting.pop()]:
                inside.append(child)
                if self._told(child):
                    cuts.append(child)
                else:
                    waiting.append(child)
        return inside, cuts

    def _all(self, unit: str) -> list[str]:
        found, waiting = [unit], [unit]
        while waiting:
            children = self.below[waiting.pop()]
            found += children
            waiting += children
        return found

    def _told(self, unit: str) -> bool:
        """Whether all is told about a unit: every item of the subject, of all together and of each audience there."""
        items = {item["key"]: item["mean"] for item in self.release["items"] if item["key"] in self.subject["measures"]}
        told = {(cell["audience"], cell["measure"]) for cell in self.cells.get(unit, ()) if cell["release"] == "inner"}
        there = {who for one in self._all(unit) for who in self.peopled.get(one, ())}
        apart = there if len(self.audiences) > 1 else ()
        return bool(there and items) and all(
            (who, key) in told
            for key, mean in items.items()
            for who in (self.subject["family"], *(apart if mean else ()))
        )

    def _released(self, inside: Sequence[str], roots: Sequence[str]) -> dict[str, Any]:
        held = set(inside)
        units = [
            {**unit, "parent": None if unit["key"] in roots else unit["parent"]}
            for unit in self.release["units"]
            if unit["key"] in held
        ]
        subjects, places = [], set(held)
        for subject in self.subjects:
            groups = [group for group in subject["groups"] if held.issuperset(group["members"])]
            places |= {group["key"] for group in groups}
            subjects.append({**subject, "groups": groups})
        cells = [cell for place in sorted(places) for cell in self.cells.get(place, ())]
        return {**self.release, "units": units, "subjects": subjects, "cells": cells, "attacked": self.subject["key"]}

    def _heads(self, home: Mapping[str, str]) -> list[dict[str, Any]]:
        heads: dict[tuple[str, str], dict[str, Any]] = {}
        for head in self.heads:
            if head["unit"] in home:
                at = heads.setdefault(
                    (home[head["unit"]], head["audience"]),
                    {
                        "unit": home[head["unit"]],
                        "audience": head["audience"],
                        "invited": 0,
                        "ballots": 0,
                        "persons": "0",
                    },
                )
                at["invited"] += int(head["invited"])
                at["ballots"] += int(head["ballots"])
                at["persons"] = str(Fraction(at["persons"]) + Fraction(head["persons"]))
        return list(heads.values())

    def _insiders(self, home: Mapping[str, str]) -> list[dict[str, Any]]:
        """Of those who may be among the attackers, the ones with the fewest around them."""
        sizes = {(head["unit"], head["audience"]): int(head["ballots"]) for head in self.heads}
        own = self.knowledge.get("own")
        there = [
            one
            for one in self.knowledge.get("insiders", [own] if own else [])
            if one["unit"] in home and one["audience"] in self.audiences
        ]
        chosen = sorted(there, key=lambda one: sizes[one["unit"], one["audience"]])[:INSIDERS]
        return [{**one, "unit": home[one["unit"]]} for one in chosen]
