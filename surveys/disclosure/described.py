"""A version as the release sees it: which positions of a ballot are shown, under which policy, depending on what; its indices."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from surveys.disclosure.asked import Index, Item
from surveys.rules.answering.coding import Layout, layout
from surveys.rules.definition.fields import Field, Kind, is_consent
from surveys.rules.definition.items import Calculated, Hidden
from surveys.rules.definition.items import Item as Question
from surveys.rules.definition.version import Section, Version
from surveys.rules.logic.tree import Node, field_name, references
from surveys.rules.scoring.reckoning import Recipe, recipe

CHOSEN = (None, 1, 0)
"""Of a yes or no, and of an option of several: category 0 is no, 1 is yes."""
SHARE_STEPS = 3
"""Steps of a share over several items: nearer to 0 or 100 than two persons it is only under or over."""
LEAST = 2
PLAIN = (Decimal(0), Decimal(1))
"""Taken from a score, and times it, where it is not turned into another scale."""


@dataclass(frozen=True)
class Described:
    """What of a version can be shown. `texts`: the fields of free text, by name, with the group of items that they belong to."""

    items: tuple[Item, ...]
    indices: tuple[Index, ...]
    texts: tuple[tuple[str, str], ...]


def described(version: Version) -> Described:
    """Return what of a version can be shown. What depends on answers that are not shown themselves is left out."""
    places = layout(version)
    hosts = _Hosts(version, places)
    items: list[Item] = []
    keys: dict[str, tuple[str, ...]] = {}
    for field in places.fields:
        named = hosts.of(field, keys)
        if named is not None:
            made = list(_items(field, places, named))
            keys[field.name] = tuple(item.key for item in made)
            items += made
    indices = tuple(_indices(version, places, items))
    texts = tuple(
        (field.name, group_of(field))
        for field in places.fields
        if field.kind is Kind.TEXT and hosts.of(field, keys) is not None
    )
    return Described(tuple(items), indices, texts)


@dataclass
class _Hosts:
    """On which fields it depends whether a field is asked."""

    version: Version
    places: Layout

    def of(self, field: Field, keys: dict[str, tuple[str, ...]]) -> tuple[str, ...] | None:
        """Return the keys of the items that decide; None where something else decides, which is not shown."""
        section = next(one for one in self.version.sections if one.key == field.section)
        names = set(self._names(_conditions(section, field.item, field)))
        if field.other_of:
            names.add(field.other_of)
        if not all(keys.get(name) for name in names):
            return None
        ordered = [known.name for known in self.places.fields if known.name in names]
        return tuple(key for name in ordered for key in keys[name])

    def _names(self, nodes: Iterable[Node]) -> Iterable[str]:
        """The fields that conditions read; a calculated value reads what it is made of."""
        for node in nodes:
            for variable, _path in references(node):
                name = field_name(variable)
                item = self.version.item_of.get(name)
                if isinstance(item, Calculated):
                    yield from self._names([item.value, item.when])
                elif isinstance(item, Hidden):
                    yield variable  # of no field: what the round gives is not shown
                else:
                    yield name


def group_of(field: Field) -> str:
    """Return the group of items that a field is in: which policy of the round holds for it."""
    group: str = getattr(field.item, "group", "")
    return group


def _conditions(section: Section, item: Question, field: Field) -> list[Node]:
    return [node for node in (section.when, getattr(item, "when", None), field.when) if node is not None]


def _items(field: Field, places: Layout, hosts: tuple[str, ...]) -> Iterable[Item]:
    """The items of a field: one for a choice, a yes or no; one for each option of several."""
    group = group_of(field)
    if field.kind is Kind.CHOICE and field.scale:
        answers = [option for option in field.scale.options if not option.missing]
        if len(answers) >= LEAST:
            numbers = {option.code: number for number, option in enumerate(answers)}
            categories = (None, *(numbers.get(option.code) for option in field.scale.options))
            worths = [option.weight for option in answers]
            points = tuple(Fraction(worth) for worth in worths if worth is not None)
            told = points if len(points) == len(answers) and len(set(points)) > 1 else ()
            yield Item(
                key=field.name,
                position=places.start[field.name],
                categories=categories,
                points=told,
                group=group,
                hosts=hosts,
            )
    elif field.kind is Kind.BOOLEAN and not is_consent(field):
        yield Item(
            key=field.name, position=places.start[field.name], categories=CHOSEN, points=(), group=group, hosts=hosts
        )
    elif field.kind is Kind.CHOICES:
        for number, code in enumerate(field.codes):
            position = places.start[field.name] + number
            key = f"{field.name}.{code}"
            yield Item(key=key, position=position, categories=CHOSEN, points=(), group=group, hosts=hosts)


def _indices(version: Version, places: Layout, items: list[Item]) -> Iterable[Index]:
    """The scores that can be shown: those over items that are; a share of one item says no more than its distribution."""
    by_position = {item.position: item for item in items}
    for score in version.scores:
        made = recipe(version, places, score.key)
        members = [by_position.get(position) for position in made.positions()]
        known = [item for item in members if item is not None]
        if known and len(known) == len(members) and not (len(known) == 1 and _is_share(made)):
            ends = ends_of(made)
            steps = SHARE_STEPS if _is_share(made) else min(item.steps for item in known)
            if ends is not None and ends[0] < ends[1]:
                yield Index(
                    key=score.key, recipe=made, members=tuple(item.key for item in known), ends=ends, steps=steps
                )


def shares_of_one(version: Version) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return the scores that are a share of one item, which are not released apart: the item's key, the categories that count."""
    places = layout(version)
    by_position = {item.position: item for item in described(version).items}
    found: dict[str, tuple[str, tuple[int, ...]]] = {}
    for score in version.scores:
        made = recipe(version, places, score.key)
        item = by_position.get(made.items[0].position) if len(made.items) == 1 and not made.parts else None
        if item is not None and _is_share(made) and (score.minus, score.times) == PLAIN:
            pairs = list(zip(item.categories, made.items[0].points, strict=False))
            worths = {category: worth for category, worth in pairs if category is not None}
            if len(worths) == item.steps and None not in worths.values():
                found[score.key] = item.key, tuple(category for category, worth in worths.items() if worth)
    return found


def _is_share(made: Recipe) -> bool:
    return all(_is_share(part) for part in made.parts) if made.parts else made.score.measure == "share"


def ends_of(made: Recipe) -> tuple[Fraction, Fraction] | None:
    """Return the lowest and highest value that a score can have."""
    if made.parts:
        known = [ends for part in made.parts if (ends := ends_of(part))]
        if len(known) < len(made.parts):
            return None
        low, high = (sum(ends[side] for ends in known) / Fraction(len(known)) for side in (0, 1))
    else:
        worths = [[worth for worth in part.points if worth is not None] for part in made.items]
        if not worths or not all(worths):
            return None
        if made.score.measure == "sum":
            pairs = zip(worths, made.items, strict=True)
            both = [(min(known) * part.weight, max(known) * part.weight) for known, part in pairs]
            low, high = sum((pair[0] for pair in both), Fraction(0)), sum((pair[1] for pair in both), Fraction(0))
        else:
            low, high = min(min(known) for known in worths), max(max(known) for known in worths)
    minus, times = Fraction(made.score.minus), Fraction(made.score.times)
    turned = ((low - minus) * times, (high - minus) * times)
    return min(turned), max(turned)
