"""What must hold before a version is published: each fault with its place."""

from collections.abc import Sequence

from surveys.rules.checks.conditions import check_conditions
from surveys.rules.checks.keys import check_keys
from surveys.rules.checks.lineage import check_lineage
from surveys.rules.checks.parts import check_parts
from surveys.rules.checks.scores import check_scores
from surveys.rules.checks.texts import check_texts
from surveys.rules.definition.version import Version
from surveys.rules.findings import Finding, Findings


def check(version: Version, earlier: Sequence[Version] = ()) -> tuple[Finding, ...]:
    """Return what is wrong with a version and what to know about it, by place. `earlier`: the published ones, oldest first."""
    found = Findings()
    for part in (check_keys, check_parts, check_conditions, check_lineage, check_scores, check_texts):
        part(version, tuple(earlier), found)
    return tuple(sorted(found, key=lambda finding: _order(finding.path)))


def _order(path: str) -> tuple[tuple[int, str], ...]:
    """Sort numbers in a path as numbers, so that item 10 comes after item 9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in path.split("/")[1:])
