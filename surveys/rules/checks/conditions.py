"""Conditions: what they refer to stands before them, and what they compare can be compared."""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from surveys.rules.checks.hosts import Host, Outline, outline
from surveys.rules.checks.types import Types
from surveys.rules.definition.fields import fields
from surveys.rules.definition.version import Version
from surveys.rules.findings import Findings
from surveys.rules.logic.tree import field_name, references

MOST_CYCLES = 20


def check_conditions(version: Version, earlier: Sequence[Version], found: Findings) -> None:
    """Check every condition and calculation of the version."""
    out = outline(version)
    _check_order(out, found)
    gone = {field.name for old in earlier for field in fields(old)}
    codes = {(field.name, code) for old in earlier for field in fields(old) for code in field.codes}
    types = Types(out.variables, version, found, frozenset(gone), frozenset(codes))
    for host in out.hosts:
        kind = types.of(host.node, host.path)
        if host.is_value:
            types.calculated[host.owner] = kind
            if kind is not None and kind.name in ("choices", "list", "null"):
                found.add(host.path, "value-type")
        elif kind is not None and kind.name != "boolean":
            found.add(host.path, "condition-type")


def _check_order(out: Outline, found: Findings) -> None:
    forward: list[tuple[Host, str, str]] = []
    for host in out.hosts:
        for name, path in references(host.node, host.path):
            variable = out.variables.get(field_name(name))
            if variable and variable.order >= host.order:
                forward.append((host, variable.owner, path))
    circles = _cycles(out) if forward else []
    for host, owner, path in forward:
        circle = next((circle for circle in circles if _edge_in(circle, host.owner, owner)), None)
        if circle:
            found.add(path, "cycle", value=" → ".join(name.removeprefix("section ") for name in circle))
        else:
            found.add(path, "forward-reference", value=owner)


def _edge_in(circle: list[str], host: str, target: str) -> bool:
    return any(pair == (host, target) for pair in pairwise(circle))


def _cycles(out: Outline) -> list[list[str]]:
    """Return circles of owners, each starting with one that refers to the next; at most `MOST_CYCLES`."""
    needs: dict[str, set[str]] = {item: {section} for item, section in out.within.items()}
    for host in out.hosts:
        targets = {field_name(name) for name, _path in references(host.node)}
        owners = {out.variables[name].owner for name in targets if name in out.variables}
        needs.setdefault(host.owner, set()).update(owners)
    circles: list[list[str]] = []
    while len(circles) < MOST_CYCLES:
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as fault:
            circle = list(reversed(fault.args[1]))  # from who refers to what is referred to
            circles.append(circle)
            for host, target in pairwise(circle):
                if out.within.get(host) != target:
                    needs[host].discard(target)
        else:
            break
    return circles
