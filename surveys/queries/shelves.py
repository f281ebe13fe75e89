"""Looking up questionnaires and their versions, always through a scope."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from organisation.access import Scope
from organisation.enums import Area, Right
from organisation.models import Unit
from surveys.access import visible_questionnaires
from surveys.models import Questionnaire, QuestionnaireVersion


@dataclass(frozen=True)
class Shelved:
    """A questionnaire as the list shows it: with its latest version, or none yet."""

    questionnaire: Questionnaire
    latest: QuestionnaireVersion | None


@dataclass(frozen=True)
class Use:
    """What uses a published version: what it is called, and how many."""

    label: str | Promise
    count: int


def library(scope: Scope, *, archived: bool = False, words: str = "") -> QuerySet[Questionnaire]:
    """Return the questionnaires that the person may read, by key: those in use, or those put away; `words` narrow it down."""
    found = visible_questionnaires(scope).filter(archived_on__isnull=not archived).select_related("unit")
    for word in words.replace("\0", "").split():
        titled = QuestionnaireVersion.objects.latest_of_each().values("pk")
        matching = QuestionnaireVersion.objects.filter(pk__in=titled, title__icontains=word).values("questionnaire")
        found = found.filter(key__contains=word.casefold()) | found.filter(pk__in=matching)
    return found.order_by("key")


def shelved(questionnaires: Iterable[Questionnaire]) -> list[Shelved]:
    """Return questionnaires with their latest versions, in one statement. Contents are left in the database."""
    listed = list(questionnaires)
    latest = QuestionnaireVersion.objects.filter(questionnaire__in=listed).latest_of_each().defer("content")
    by_questionnaire = {version.questionnaire_id: version for version in latest}
    return [Shelved(one, by_questionnaire.get(one.pk)) for one in listed]


def versions_of(questionnaire: Questionnaire) -> list[QuestionnaireVersion]:
    """Return all versions, newest first, without their contents."""
    return list(questionnaire.versions.order_by("-number").defer("content").select_related("published_by"))


def uses_of(questionnaire: Questionnaire) -> dict[int, list[Use]]:
    """Return what uses each published version, by its number, in whichever app; the page that it was written on is no use."""
    found: dict[int, list[Use]] = {}
    for relation in QuestionnaireVersion._meta.related_objects:
        if relation.one_to_one:
            continue
        of, model = relation.field.name, relation.related_model
        counted = model._default_manager.filter(**{f"{of}__questionnaire": questionnaire}).values_list(f"{of}__number")
        for number, count in counted.annotate(Count("pk")).order_by(f"{of}__number"):
            label = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
            found.setdefault(number, []).append(Use(label or model._meta.label, count))
    return found


def version_in_force(questionnaire: Questionnaire, on: dt.date) -> QuestionnaireVersion | None:
    """Return the version that a round which opens on a day asks: the last one that counts by then."""
    return questionnaire.versions.filter(effective_on__lte=on).order_by("-number").first()


def replacements_of(version: QuestionnaireVersion) -> QuerySet[QuestionnaireVersion]:
    """Return the later versions with the same structure, newest first: what a round may go over to."""
    return QuestionnaireVersion.objects.filter(
        questionnaire=version.questionnaire_id, number__gt=version.number, structure_hash=version.structure_hash
    ).order_by("-number")


def earlier_than(version: QuestionnaireVersion) -> list[QuestionnaireVersion]:
    """Return the versions before this one, oldest first."""
    return list(
        QuestionnaireVersion.objects.filter(
            questionnaire=version.questionnaire_id, number__lt=version.number
        ).oldest_first()
    )


def owners(scope: Scope, on: dt.date) -> QuerySet[Unit]:
    """Return the open units where the person may put a new questionnaire, in Swedish order."""
    return scope.units(Area.WHEEL, Right.EDIT).open_on(on).in_order()
