"""Where the lines, points and labels of a trend go."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ui.charts.drawing import Attributes, per_cent, tag

TOP, BASE, NAMES, HEIGHT = 46, 206, 228, 242  # pixels from above
EDGE = 10  # per cent of the width beside the first and the last point
ROOM = 15  # per cent: what a number needs on the narrowest phone
AXIS_WORDS_FROM = 80  # per cent: where the end of the axis is written
ABOVE, BELOW, APART = -18, 20, 15
SQUARE, LEGEND = "M-5 -5H5V5H-5z", "M6 4h10v10H6z"


@dataclass(frozen=True)
class Plot:
    """The field between the axis ends `low` and `high`, with `count` points along it."""

    count: int
    low: float
    high: float

    def share(self, index: float) -> float:
        """Return how far along the width a point stands, in per cent."""
        return 50.0 if self.count == 1 else EDGE + index * (100 - 2 * EDGE) / (self.count - 1)

    def x(self, index: float) -> str:
        """Return the place of a point along the width."""
        return per_cent(self.share(index))

    def between(self, index: int) -> str:
        """Return the place halfway between a point and the one before it."""
        return self.x(index - 0.5)

    def y(self, value: float) -> float:
        """Return the height of a value, in pixels from above; values outside the axis stand at its ends."""
        part = (value - self.low) / (self.high - self.low)
        return BASE - min(max(part, 0), 1) * (BASE - TOP)


def series_lines(plot: Plot, values: Sequence[float | None], gaps: set[int], *, own: bool) -> list[SafeString]:
    """Return the line, whole between values that follow on each other and broken at `gaps`, and its points above it."""
    lines, points = [], []
    for index, value in enumerate(values):
        if value is None:
            continue
        y = plot.y(value)
        before = values[index - 1] if index else None
        if before is not None and index not in gaps:
            places: Attributes = {"x1": plot.x(index - 1), "y1": plot.y(before), "x2": plot.x(index), "y2": y}
            lines.append(tag("line", class_="trend" if own else "trend-2", **places))
        if own:
            points.append(tag("circle", class_="point", cx=plot.x(index), cy=y, r=6))
        else:
            points.append(tag("svg", tag("path", class_="point-2", d=SQUARE), x=plot.x(index), y=y, overflow="visible"))
    return lines + points


def target_lines(
    plot: Plot,
    targets: Sequence[float | None],
    words: str,
    written: Callable[[float], str],
    own: Sequence[float | None],
) -> list[SafeString]:
    """Return a dashed line for each stretch with one target, its value written where the own line is furthest from it."""
    pieces = []
    for first, last, target in _stretches(targets):
        y = plot.y(target)
        start = 0.0 if first == 0 else plot.share(first - 0.5)
        end = 100.0 if last == len(targets) - 1 else plot.share(last + 0.5)
        pieces.append(tag("line", class_="target", x1=per_cent(start), x2=per_cent(end), y1=y, y2=y))
        at_end = _distance(plot, own[last], y) > _distance(plot, own[first], y)
        css = "target-label halo halo-0" + (" end" if at_end else "")
        pieces.append(
            tag("text", words % {"value": written(target)}, class_=css, x=per_cent(end if at_end else start), y=y - 8)
        )
    return pieces


def own_labels(
    plot: Plot,
    own: Sequence[float | None],
    other: Sequence[float | None],
    targets: Sequence[float | None],
    written: Callable[[float], str],
) -> list[SafeString]:
    """Return the numbers of the own line: the last, then highest, lowest, first and the others while they have room."""
    pieces = []
    for index in sorted(_labelled(plot, own)):
        value = own[index]
        if value is None:
            continue
        y = plot.y(value)
        obstacles = [plot.y(near) for near in (other[index], targets[index]) if near is not None]
        obstacles += [BASE - 8.0] if plot.share(index) > AXIS_WORDS_FROM else []
        neighbours = [near for near in own[max(index - 1, 0) : index + 2] if near is not None]
        usual = BELOW if value == min(neighbours) and len(set(neighbours)) > 1 else ABOVE
        costs = {offset: (_cost(y + offset, obstacles), offset != usual) for offset in (ABOVE, BELOW)}
        place = y + min(costs, key=lambda offset: costs[offset])
        pieces.append(tag("text", written(value), class_="mid halo halo-0", x=plot.x(index), y=place))
    return pieces


def _cost(y: float, obstacles: Sequence[float]) -> int:
    crowded = sum(abs(y - obstacle) < APART for obstacle in obstacles)
    return crowded + (2 if not TOP - 24 < y < BASE - 4 else 0)


def _labelled(plot: Plot, values: Sequence[float | None]) -> list[int]:
    known = {index: value for index, value in enumerate(values) if value is not None}
    if not known:
        return []
    wanted = [max(known), max(known, key=known.__getitem__), min(known, key=known.__getitem__), min(known), *known]
    kept: list[int] = []
    for index in wanted:
        if all(abs(plot.share(index) - plot.share(other)) >= ROOM for other in kept):
            kept.append(index)
    return kept


def _stretches(targets: Sequence[float | None]) -> list[tuple[int, int, float]]:
    found: list[tuple[int, int, float]] = []
    for index, target in enumerate(targets):
        if target is None:
            continue
        if found and found[-1][1] == index - 1 and found[-1][2] == target:
            found[-1] = (found[-1][0], index, target)
        else:
            found.append((index, index, target))
    return found


def _distance(plot: Plot, value: float | None, y: float) -> float:
    return float(HEIGHT) if value is None else abs(plot.y(value) - y)
