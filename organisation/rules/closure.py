"""A whole tree at once: every unit's line of ancestors, and the circles that would make one impossible."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def lines(parents: Mapping[Node, Node | None]) -> dict[Node, tuple[Node, ...]]:
    """Return each node's line, itself first, then its parent and so on to the top. `parents` has no circle."""
    found: dict[Node, tuple[Node, ...]] = {}
    for node in parents:
        climb: list[Node] = []
        step: Node | None = node
        while step is not None and step not in found:
            climb.append(step)
            step = parents.get(step)
        above = found[step] if step is not None else ()
        for one in reversed(climb):
            above = (one, *above)
            found[one] = above
    return found


def circles(parents: Mapping[Node, Node | None]) -> list[list[Node]]:
    """Return the circles: each the nodes that lie under themselves, in order from child to parent."""
    done: set[Node] = set()
    found: list[list[Node]] = []
    for node in parents:
        path: dict[Node, None] = {}
        step: Node | None = node
        while step is not None and step not in done and step not in path:
            path[step] = None
            step = parents.get(step)
        if step is not None and step in path:
            climb = list(path)
            found.append(climb[climb.index(step) :])
        done.update(path)
    return found


def below(parents: Mapping[Node, Node | None], tops: set[Node]) -> set[Node]:
    """Return `tops` and all that lies under them. `parents` has no circle."""
    return {node for node, line in lines(parents).items() if not tops.isdisjoint(line)}
