"""What an attacker sees: a release and what people know besides, read from JSON documents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

RELEASE, KNOWLEDGE = "kvalitetshjulet/release/1", "kvalitetshjulet/knowledge/1"
BANDS = {"5–9": (5, 10), "10–19": (10, 20), "20–49": (20, 50), "50–99": (50, 100), "100+": (100, None)}


class NotAnExport(ValueError):
    """A document that is no release or no knowledge of this format."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Those of one audience at one unit, without what lies below: how many ballots, and how many persons they count as."""

    unit: str
    audience: str
    ballots: int
    persons: Fraction


@dataclass(frozen=True, slots=True)
class Own:
    """A respondent's own ballot: the atom it lies in, its weight, the category chosen by item."""

    atom: int
    weight: Fraction
    answers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Item:
    """An item: how many categories, what each is worth in a mean, whether a mean is ever shown."""

    key: str
    steps: int
    points: tuple[Fraction, ...]
    mean: bool
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """A score over items; `rule` as the document has it."""

    key: str
    members: tuple[str, ...]
    ends: tuple[Fraction, Fraction]
    steps: int
    rule: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean or a share: "at" a value, or "under" or "over" it."""

    kind: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of a policy that figures obey."""

    k: int
    k_diff: int
    k_distribution: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What is published of a group by a measure. `group`: its atoms. `mean` is None where it says nothing new."""

    subject: str
    place: str
    audience: str
    measure: str
    group: frozenset[int]
    band: tuple[int, int | None]
    mean: Figure | None
    shares: tuple[Figure, ...]
    step: Fraction | None
    policy: Policy


@dataclass(frozen=True, slots=True)
class Target:
    """A group that nothing may be found of. `kind`: hidden, difference or shown (too small to be shown as a distribution)."""

    kind: str
    places: tuple[str, ...]
    audience: str
    group: frozenset[int]


@dataclass(frozen=True, slots=True)
class Subject:
    """What shares one pattern of blanks: its audiences, its measures, its strictest demands, its packed groups' places."""

    key: str
    family: str
    audiences: tuple[str, ...]
    measures: tuple[str, ...]
    policy: Policy
    groups: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """All of it. `reach`: by subject and place, which units lie in the place (the place itself and all below)."""

    atoms: tuple[Atom, ...]
    parents: Mapping[str, str | None]
    reach: Mapping[tuple[str, str], frozenset[str]]
    items: Mapping[str, Item]
    indices: Mapping[str, Index]
    subjects: tuple[Subject, ...]
    cells: tuple[Cell, ...]
    owns: tuple[Own, ...]

    @cached_property
    def by_measure(self) -> dict[tuple[str, str], list[Cell]]:
        """Return the cells by subject and measure; what two releases say alike is there once."""
        found: dict[tuple[str, str], dict[Cell, None]] = {}
        for cell in self.cells:
            found.setdefault((cell.subject, cell.measure), {})[cell] = None
        return {key: list(cells) for key, cells in found.items()}

    def own_in(self, group: frozenset[int]) -> int:
        """Return how many of the attackers' own ballots lie in a group."""
        return sum(own.atom in group for own in self.owns)

    def ballots_in(self, group: frozenset[int]) -> int:
        """Return how many ballots of others lie in a group."""
        return sum(self.atoms[atom].ballots for atom in group) - self.own_in(group)

    def persons_in(self, group: frozenset[int]) -> Fraction:
        """Return how many persons the ballots of others in a group count as."""
        others = sum((self.atoms[atom].persons for atom in group), Fraction(0))
        return others - sum((own.weight for own in self.owns if own.atom in group), Fraction(0))


def world(releases: Sequence[Mapping[str, Any]], knowledge: Sequence[Mapping[str, Any]]) -> World:
    """Return what can be seen in releases of the same ballots, by the holders of `knowledge` together. Raises NotAnExport."""
    _judged(releases, RELEASE)
    _judged(knowledge, KNOWLEDGE)
    first = releases[0]
    atoms = tuple(
        Atom(head["unit"], head["audience"], int(head["ballots"]), Fraction(head["persons"]))
        for head in knowledge[0]["heads"]
        if int(head["ballots"])
    )
    reach = {key: units for document in releases for key, units in _reach(document).items()}
    return World(
        atoms=atoms,
        parents={unit["key"]: unit["parent"] for unit in first["units"]},
        reach=reach,
        items={item["key"]: _item(item) for item in first["items"]},
        indices={index["key"]: _index(index) for index in first["indices"]},
        subjects=tuple(_subject(subject, first) for subject in first["subjects"]),
        cells=tuple(cell for document in releases for cell in _cells(document, atoms)),
        owns=tuple(own for one in knowledge if (own := _own(one.get("own"), atoms))),
    )


def _judged(documents: Sequence[Mapping[str, Any]], form: str) -> None:
    if not documents or any(document.get("format") != form for document in documents):
        raise NotAnExport(f"There must be at least one document, each of the format {form}.")


def _item(raw: Mapping[str, Any]) -> Item:
    return Item(
        raw["key"], int(raw["steps"]), tuple(Fraction(p) for p in raw["points"]), bool(raw["mean"]), tuple(raw["hosts"])
    )


def _index(raw: Mapping[str, Any]) -> Index:
    low, high = (Fraction(end) for end in raw["ends"])
    return Index(raw["key"], tuple(raw["members"]), (low, high), int(raw["steps"]), raw["rule"])


def _policy(raw: Mapping[str, Any]) -> Policy:
    return Policy(int(raw["k"]), int(raw["k_diff"]), int(raw["k_distribution"]))


def _subject(raw: Mapping[str, Any], document: Mapping[str, Any]) -> Subject:
    audiences = next(tuple(family["audiences"]) for family in document["families"] if family["key"] == raw["family"])
    groups = tuple(group["key"] for group in raw["groups"])
    return Subject(raw["key"], raw["family"], audiences, tuple(raw["measures"]), _policy(raw["policy"]), groups)


def _own(raw: Mapping[str, Any] | None, atoms: Sequence[Atom]) -> Own | None:
    if not raw:
        return None
    atom = next(n for n, atom in enumerate(atoms) if (atom.unit, atom.audience) == (raw["unit"], raw["audience"]))
    return Own(atom, Fraction(raw["weight"]), raw["answers"])


def _reach(document: Mapping[str, Any]) -> dict[tuple[str, str], frozenset[str]]:
    below: dict[str, set[str]] = {unit["key"]: {unit["key"]} for unit in document["units"]}
    for unit in reversed(document["units"]):
        if unit["parent"] is not None:
            below[unit["parent"]] |= below[unit["key"]]
    found = {}
    for subject in document["subjects"]:
        for key, units in below.items():
            found[subject["key"], key] = frozenset(units)
        for group in subject["groups"]:
            found[subject["key"], group["key"]] = frozenset(unit for key in group["members"] for unit in below[key])
    return found


def _cells(document: Mapping[str, Any], atoms: Sequence[Atom]) -> Iterable[Cell]:
    reach = _reach(document)
    audiences = {family["key"]: tuple(family["audiences"]) for family in document["families"]}
    subjects = {subject["key"]: subject for subject in document["subjects"]}
    groups: dict[tuple[frozenset[str], tuple[str, ...]], frozenset[int]] = {}
    for raw in document["cells"]:
        subject = subjects[raw["subject"]]
        units, who = reach[raw["subject"], raw["place"]], audiences.get(raw["audience"], (raw["audience"],))
        if (units, who) not in groups:
            groups[units, who] = grouped(atoms, units, who)
        mean = raw["mean"] if raw["mean"] and raw["mean"]["of"] == "own" else None
        yield Cell(
            subject=raw["subject"],
            place=raw["place"],
            audience=raw["audience"],
            measure=raw["measure"],
            group=groups[units, who],
            band=BANDS[raw["n"]],
            mean=_figure(mean) if mean else None,
            shares=tuple(_figure(share) for share in raw["shares"] or ()),
            step=Fraction(raw["step"]) if raw["step"] is not None else None,
            policy=_policy(subject["public"] if raw["release"] == "public" else subject["policy"]),
        )


def _figure(raw: Mapping[str, Any]) -> Figure:
    return Figure(raw["is"], Fraction(raw["value"]))


def grouped(atoms: Sequence[Atom], units: frozenset[str], audiences: Sequence[str]) -> frozenset[int]:
    """Return the atoms of these audiences in these units."""
    return frozenset(n for n, atom in enumerate(atoms) if atom.unit in units and atom.audience in audiences)
