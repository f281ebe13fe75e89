"""Where conditions and calculations stand, and what they may refer to, in document order."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.rules.definition.fields import Field, Kind, fields_of
from surveys.rules.definition.items import Calculated, Hidden, Matrix, Multi, Single
from surveys.rules.definition.version import Version
from surveys.rules.logic.tree import Node


@dataclass(frozen=True, slots=True)
class Host:
    """A condition, or the value of a calculated item. It may read what stands before `order`; it decides about `owner`."""

    path: str
    order: int
    owner: str
    node: Node
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class Variable:
    """What a name stands for: a field, a calculated value (no field), or what the round knows."""

    name: str
    order: int
    owner: str
    kind: Kind | None
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """All hosts and variables of a version; `within` says which section an item is in."""

    hosts: tuple[Host, ...]
    variables: dict[str, Variable]
    within: dict[str, str]


def outline(version: Version) -> Outline:
    """Walk the version once, in document order."""
    hosts: list[Host] = []
    variables: dict[str, Variable] = {}
    within: dict[str, str] = {}
    for thing in _walk(version):
        if isinstance(thing, Host):
            if thing.node is not None or thing.is_value:
                hosts.append(thing)
        elif isinstance(thing, Variable):
            variables.setdefault(thing.name, thing)
        else:
            within.setdefault(*thing)
    return Outline(tuple(hosts), variables, within)


def _walk(version: Version) -> Iterator[Host | Variable | tuple[str, str]]:
    order = 0
    for number, section in enumerate(version.sections):
        order += 1
        section_owner = f"section {section.key}"
        yield Host(f"/sections/{number}/when", order, section_owner, section.when)
        for index, item in enumerate(section.items):
            order += 1
            path = f"/sections/{number}/items/{index}"
            yield item.key, section_owner
            yield Host(f"{path}/when", order, item.key, item.when)
            if isinstance(item, Single | Multi):
                for place, option in enumerate(item.options):
                    yield Host(f"{path}/options/{place}/when", order, item.key, option.when)
            if isinstance(item, Calculated):
                yield Host(f"{path}/value", order, item.key, item.value, is_value=True)
            if isinstance(item, Calculated | Hidden):
                yield Variable(item.key, order, item.key, Kind.TEXT if isinstance(item, Hidden) else None)
            rows = {row.key: place for place, row in enumerate(item.rows)} if isinstance(item, Matrix) else {}
            for field in fields_of(item, section.key, version):
                order += 1
                if field.row:
                    yield Host(f"{path}/rows/{rows[field.row.key]}/when", order, item.key, field.row.when)
                yield Variable(field.name, order, item.key, field.kind, field)
