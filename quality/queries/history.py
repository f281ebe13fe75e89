"""What changed from one adopted text of a goal to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from organisation.access import Scope
from quality.access import visible_goals
from quality.enums import GoalLevel
from quality.models import GoalVersion
from quality.rules.plan import PARTS

TEXTS = ("title", *PARTS)


@dataclass(frozen=True)
class Changed:
    """A part of a goal's text before and after; empty where there was nothing."""

    label: Any
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """One text of a goal, and what it changed; the first one changed nothing."""

    version: GoalVersion
    changes: list[Changed]
    first: bool


def told(scope: Scope, versions: Sequence[GoalVersion]) -> list[Told]:
    """Return what each of `versions`, newest first, changed of the one before it. One statement."""
    titles = _titles(scope, versions)
    rows = []
    for index, version in enumerate(versions):
        before = versions[index + 1] if index + 1 < len(versions) else None
        changes = _changes(before, version, titles) if before else []
        rows.append(Told(version, changes, first=before is None))
    return rows


def _changes(before: GoalVersion, after: GoalVersion, titles: dict[int, str]) -> list[Changed]:
    found = [
        Changed(_label(name), getattr(before, name), getattr(after, name))
        for name in TEXTS
        if getattr(before, name) != getattr(after, name)
    ]
    if before.level != after.level:
        found.append(Changed(_("nivå"), str(GoalLevel(before.level).label), str(GoalLevel(after.level).label)))
    if before.curriculum != after.curriculum:
        found.append(Changed(_("läroplansmål"), ", ".join(before.curriculum), ", ".join(after.curriculum)))
    for name in ("parent", "contributes_to"):
        old, new = getattr(before, f"{name}_id"), getattr(after, f"{name}_id")
        if old != new:
            found.append(Changed(_label(name), _title(old, titles), _title(new, titles)))
    return found


def _label(name: str) -> Any:
    field: Any = GoalVersion._meta.get_field(name)
    return field.verbose_name


def _title(goal: int | None, titles: dict[int, str]) -> str:
    return "" if goal is None else titles.get(goal, _("ett mål som du inte ser"))


def _titles(scope: Scope, versions: Sequence[GoalVersion]) -> dict[int, str]:
    """Return what the goals that are named in `versions` are called in their latest texts, those that the person sees."""
    named = {pk for one in versions for pk in (one.parent_id, one.contributes_to_id) if pk}
    texts = GoalVersion.objects.filter(goal__in=visible_goals(scope).filter(pk__in=named).values("pk"))
    return dict(texts.order_by("effective_on", "edition__number").values_list("goal", "title"))
