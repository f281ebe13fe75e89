"""Keys: each once, none taken over from something else."""

from collections.abc import Iterator, Sequence

from surveys.rules.definition.items import Matrix
from surveys.rules.definition.slugs import RESERVED
from surveys.rules.definition.version import Version
from surveys.rules.findings import Findings


def check_keys(version: Version, earlier: Sequence[Version], found: Findings) -> None:
    """Check that keys are used once, and for what they were used for before."""
    for keys in (_answerable(version), _scales(version), _sections(version)):
        first: dict[str, str] = {}
        for key, path in keys:
            if key in first:
                found.add(path, "key-twice", value=key)
            first.setdefault(key, path)
    _check_options(version, found)
    if earlier and earlier[-1].key != version.key:
        found.add("/key", "other-questionnaire", value=version.key, before=earlier[-1].key)
    _check_reuse(version, earlier, found)


def _answerable(version: Version) -> Iterator[tuple[str, str]]:
    """Yield the keys of items, rows and scores: one space of names, since results are found by them."""
    for number, section in enumerate(version.sections):
        for index, item in enumerate(section.items):
            path = f"/sections/{number}/items/{index}"
            yield item.key, f"{path}/key"
            for place, row in enumerate(item.rows if isinstance(item, Matrix) else ()):
                yield row.key, f"{path}/rows/{place}/key"
    for index, score in enumerate(version.scores):
        yield score.key, f"/scores/{index}/key"


def _scales(version: Version) -> Iterator[tuple[str, str]]:
    for index, scale in enumerate(version.scales):
        yield scale.key, f"/scales/{index}/key"


def _sections(version: Version) -> Iterator[tuple[str, str]]:
    for index, section in enumerate(version.sections):
        yield section.key, f"/sections/{index}/key"


def _check_options(version: Version, found: Findings) -> None:
    for index, scale in enumerate(version.scales):
        if scale.key in RESERVED:
            found.add(f"/scales/{index}/key", "key-reserved", value=scale.key)
        seen: set[str] = set()
        for place, option in enumerate(scale.options):
            if option.code.lower() in seen:
                found.add(f"/scales/{index}/options/{place}/code", "code-twice", value=option.code, scale=scale.key)
            seen.add(option.code.lower())


def _check_reuse(version: Version, earlier: Sequence[Version], found: Findings) -> None:
    """A key that has meant a number may not come to mean a text, nor an item a score; nor an item a row, whose names differ."""
    meant: dict[str, str] = {}
    for old in earlier:
        for name, meaning in _meanings(old).items():
            meant.setdefault(name, meaning)
    now = _meanings(version)
    for key, path in _answerable(version):
        if key in meant and now.get(key) != meant[key]:
            found.add(path, "key-reused", value=key, before=meant[key], now=now.get(key, "?"))


def _meanings(version: Version) -> dict[str, str]:
    """Return what each key means: the type of an item, "row" or "score"."""
    meanings = {score.key: "score" for score in version.scores}
    meanings |= {item.key: item.type for item in version.items}
    return meanings | {row.key: "row" for item in version.items if isinstance(item, Matrix) for row in item.rows}
