"""The parts of a version: scales that are there and have options, limits that leave something between them."""

from collections.abc import Iterator, Sequence

from surveys.rules.definition.items import (
    BooleanItem,
    DateItem,
    Item,
    Matrix,
    Multi,
    NumberItem,
    Placeholder,
    Single,
    TextItem,
)
from surveys.rules.definition.scales import Scale
from surveys.rules.definition.version import Version
from surveys.rules.findings import Findings
from surveys.rules.logic.evaluate import day
from surveys.rules.logic.pattern import PatternFault, parse

MOST_POSITIONS = 2_000
FEWEST_FACES, MOST_FACES = 2, 7
MOST_NUMBERS = 21


def check_parts(version: Version, earlier: Sequence[Version], found: Findings) -> None:
    """Check scales and items each for themselves."""
    for index, scale in enumerate(version.scales):
        _check_scale(scale, f"/scales/{index}", found)
    if not version.items:
        found.add("/sections", "nothing-asked")
    for number, section in enumerate(version.sections):
        if not section.items:
            found.add(f"/sections/{number}", "section-empty", value=section.key)
        for index, item in enumerate(section.items):
            _check_item(version, item, f"/sections/{number}/items/{index}", found)
    used = {key for item in version.items for key, _path in _scale_keys(item)}
    for index, scale in enumerate(version.scales):
        if scale.key not in used:
            found.add(f"/scales/{index}", "scale-unused", value=scale.key)


def _check_scale(scale: Scale, path: str, found: Findings) -> None:
    if not scale.substantive:
        found.add(f"{path}/options", "scale-empty", value=scale.key)
    for index, option in enumerate(scale.options):
        if option.missing and option.weight is not None:
            found.add(f"{path}/options/{index}/weight", "weight-of-missing", value=option.code)


def _scale_keys(item: Item) -> Iterator[tuple[str, str]]:
    if isinstance(item, Single | Multi):
        yield item.scale, "scale"
    elif isinstance(item, Matrix):
        yield from ((key, f"scales/{index}") for index, key in enumerate(item.scales))


def _check_item(version: Version, item: Item, path: str, found: Findings) -> None:
    for key, where in _scale_keys(item):
        if key not in version.scale_of:
            found.add(f"{path}/{where}", "scale-unknown", value=key)
    if isinstance(item, Placeholder):
        found.add(path, "placeholder", value=item.key)
    elif isinstance(item, Single | Multi):
        _check_choice(version, item, path, found)
    elif isinstance(item, Matrix):
        _check_matrix(version, item, path, found)
    elif isinstance(item, NumberItem | TextItem | DateItem):
        _check_limits(item, path, found)
    elif isinstance(item, BooleanItem) and item.consent and item.no:
        found.add(f"{path}/no", "consent-no")


def _check_choice(version: Version, item: Single | Multi, path: str, found: Findings) -> None:
    scale = version.scale_of.get(item.scale)
    if not scale:
        return
    seen: set[str] = set()
    for index, condition in enumerate(item.options):
        where = f"{path}/options/{index}/option"
        if condition.option not in scale.codes:
            found.add(where, "code-unknown", value=condition.option, field=item.key, codes=", ".join(scale.codes))
        elif condition.option in seen:
            found.add(where, "code-twice", value=condition.option, scale=scale.key)
        seen.add(condition.option)
    count = len(scale.substantive)
    if isinstance(item, Multi):
        if item.most and item.most < item.least:
            found.add(f"{path}/most", "limits-crossed", least=item.least, most=item.most)
        elif item.least > count:
            found.add(f"{path}/least", "more-than-there-are", least=item.least, count=count)
    elif item.show == "faces" and not FEWEST_FACES <= count <= MOST_FACES:
        found.add(f"{path}/show", "faces-count", count=count, least=FEWEST_FACES, most=MOST_FACES)
    elif item.show == "numbers" and (count > MOST_NUMBERS or not all(o.code.isdigit() for o in scale.substantive)):
        found.add(f"{path}/show", "numbers-codes", most=MOST_NUMBERS)


def _check_matrix(version: Version, item: Matrix, path: str, found: Findings) -> None:
    if not item.rows:
        found.add(f"{path}/rows", "matrix-empty", value=item.key)
    if not item.scales or len(set(item.scales)) < len(item.scales):
        found.add(f"{path}/scales", "matrix-scales")
    if item.headings and len(item.headings) != len(item.scales):
        found.add(f"{path}/headings", "matrix-headings")
    for index, key in enumerate(item.scales):
        scale = version.scale_of.get(key)
        if scale and any(option.other for option in scale.options):
            found.add(f"{path}/scales/{index}", "matrix-other", value=key)


def _check_limits(item: NumberItem | TextItem | DateItem, path: str, found: Findings) -> None:
    if isinstance(item, DateItem):
        _check_days(item, path, found)
        return
    if item.least is not None and item.most is not None and item.least > item.most:
        found.add(f"{path}/most", "limits-crossed", least=item.least, most=item.most)
    if isinstance(item, NumberItem):
        for name, value in (("least", item.least), ("most", item.most)):
            if value is not None and value != round(value, item.decimals):
                found.add(f"{path}/{name}", "limit-decimals", value=value, decimals=item.decimals)
    elif item.pattern:
        try:
            parse(item.pattern)
        except PatternFault as fault:
            found.add(f"{path}/pattern", "pattern-fault", at=fault.at + 1)


def _check_days(item: DateItem, path: str, found: Findings) -> None:
    for name, limit in (("earliest", item.earliest), ("latest", item.latest)):
        if limit not in ("", "today") and day(limit) is None:
            found.add(f"{path}/{name}", "not-a-date", value=limit)
    first, last = day(item.earliest), day(item.latest)
    if first is not None and last is not None and first > last:
        found.add(f"{path}/latest", "limits-crossed", least=item.earliest, most=item.latest)
