"""Answers in free text: those that wait to be read through, and those that are cleared. In an order of chance: their ids."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from organisation.access import Scope
from organisation.enums import Area, Right
from surveys.enums import Clearing
from surveys.models import Release, ReleasedPlace, ReleasedText
from surveys.rules.definition.fields import fields
from surveys.rules.definition.version import Version


def _within(scope: Scope, right: Right) -> Q:
    """At a unit in reach; at units that are shown only together, where the whole round is."""
    together = Q(place__unit__isnull=True) & scope.q(Area.FREE_TEXT, right, "release__round__unit")
    return scope.q(Area.FREE_TEXT, right, "place__unit") | together


def to_clear(scope: Scope, release: Release) -> QuerySet[ReleasedText]:
    """Return the answers of a release that the person may clear, cleared or not."""
    found = ReleasedText.objects.filter(_within(scope, Right.CLEAR), release=release)
    return found.select_related("place", "cleared_by").order_by("question", "pk")


def waiting(scope: Scope) -> set[int]:
    """Return the ids of the releases in which answers wait for the person to read them through."""
    texts = ReleasedText.objects.filter(_within(scope, Right.CLEAR), state=Clearing.WAITING)
    return set(texts.values_list("release", flat=True).distinct())


def cleared(scope: Scope, place: ReleasedPlace, audience: str) -> dict[str, list[str]]:
    """Return the answers that may be read at a place, as they are shown, by question."""
    texts = ReleasedText.objects.filter(
        _within(scope, Right.READ_CLEARED), place=place, audience=audience, state=Clearing.SHOWN
    )
    found: dict[str, list[str]] = {}
    for question, shown in texts.order_by("question", "pk").values_list("question", "shown"):
        found.setdefault(question, []).append(shown)
    return found


def question_texts(version: Version, language: str) -> Mapping[str, str]:
    """Return what each question of a version asks, by the name of its field."""
    return {field.name: field.item.text.shown(language, version.base)[0] for field in fields(version)}
