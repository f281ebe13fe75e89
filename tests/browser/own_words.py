"""What is nobody's to translate: what people wrote, what machines report, languages in their own tongue.

`data()` returns all of it. The house of the pages grows with each state, and is asked after each page: so a row is read when it
is new or has changed, which PostgreSQL says in `xmin`, and kept until it is gone.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from wagtail.models import Page

from cms.adoption.drafted import drafted
from cms.adoption.drafted_wheel import drafted_wheel
from cms.models import PlanImport, PlanPage, QuestionnairePage, WheelPage
from ledger.models import Effect, EventPayload, Job, Notice, Reconciliation
from organisation.models import AccessibilityFeedback, RegisterImport, Unit, User
from quality.importing.findings import MESSAGES, Code
from quality.models import (
    Activity,
    Analysis,
    Document,
    GoalVersion,
    Improvement,
    IndicatorVersion,
    Observation,
    PlanEdition,
    PlanSeries,
    Remark,
    Submission,
)
from surveys.models import Questionnaire, QuestionnaireVersion, RecipientList, Release, ReleasedText, Round
from surveys.rules.definition.language import OWN_NAMES
from tests.browser.states import STATES
from tests.browser.states.accounts import LETTER, SUBJECT
from tests.browser.states.register import PASTED
from workflows.models import Process, Review, Task, Wheel, WheelVersion

MILLISECONDS = "ms"  # the same in every language
TAG = re.compile(r"<[^>]*>|\n")
FIELDS: dict[type[Model], tuple[str, ...]] = {
    Unit: ("name", "key"),
    Job: ("title", "summary", "error"),
    Notice: ("text",),
    Effect: ("error", "kind", "key"),
    Reconciliation: ("name", "error"),
    RegisterImport: ("filename",),
    AccessibilityFeedback: ("text", "email"),
    GoalVersion: ("title", "description"),
    IndicatorVersion: ("name", "target", "unit_of_measure", "reason"),
    Activity: ("title", "responsible"),
    Observation: ("comment", "source"),
    PlanSeries: ("name",),
    Analysis: ("result", "causes"),
    Improvement: ("measure",),
    Document: ("title",),
    Submission: ("said",),
    Remark: ("text",),
    Review: ("comment", "note"),
    Task: ("title", "help", "note", "reason"),
    Process: ("title", "reason"),
    Wheel: ("name",),
    Release: ("name",),
    ReleasedText: ("text", "shown"),
    Round: ("name",),
    RecipientList: ("filename",),
}


def strings(data: Any) -> Iterator[str]:
    """Yield every text in JSON data, without marks, in pieces as the page draws them."""
    if isinstance(data, str):
        yield from (piece for piece in map(str.strip, TAG.split(unescape(data))) if len(piece) > 1)
        yield from data.splitlines()
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in strings(value))
    elif isinstance(data, (list, tuple)):
        yield from (text for value in data for text in strings(value))


def of_person(row: Any) -> Iterator[str]:
    yield from (row.first_name, row.last_name, row.email, row.get_full_name())


def of_questionnaire_version(row: Any) -> Iterator[str]:
    """What a questionnaire is called and asks; on the page, its questions are marked."""
    yield from strings(json.loads(row.content))
    yield from row.title.values()


def of_questionnaire(row: Any) -> Iterator[str]:
    yield row.key


def of_questionnaire_page(row: Any) -> Iterator[str]:
    yield from strings([row.draft_title, drafted(row).document])


def of_wheel_version(row: Any) -> Iterator[str]:
    yield from (entry["title"] for entry in row.content["entries"])


def of_wheel_page(row: Any) -> Iterator[str]:
    yield from strings([row.draft_title, drafted_wheel(row).document])


def of_payload(row: Any) -> Iterator[str]:
    """What people wrote in the histories of turns."""
    yield from (row.data.get(word, "") for word in ("comment", "reason", "text"))


def of_edition(row: Any) -> Iterator[str]:
    yield from row.title.splitlines()
    yield from strings([row.body, row.goals, row.tree])


def of_plan_page(row: Any) -> Iterator[str]:
    yield row.draft_title
    yield from strings(json.loads(json.dumps(row.get_latest_revision_as_object().body.get_prep_value(), default=str)))


def of_plan_import(row: Any) -> Iterator[str]:
    """What a plan that is read in says, and the importer's own sentences: they have a table of their own."""
    yield from strings([row.rows, row.source, row.steps, row.filename])
    yield from (MESSAGES[Code(found["code"])][1].format(**found["values"]) for found in row.findings)
    if row.refusal:
        yield row.refusal["sentence"].format(**row.refusal["values"])


class Kept:
    """What the rows of one table say, each read once for each of its versions."""

    def __init__(self, rows: QuerySet[Any], read: Callable[[Any], Iterable[str]]) -> None:
        self.rows, self.read = rows, read
        table = Page if issubclass(rows.model, Page) else rows.model  # a page's own row is written with each revision
        self.version = RawSQL(f'"{table._meta.db_table}"."xmin"::text', ())
        self.known: dict[Any, tuple[str, frozenset[str]]] = {}

    def said(self) -> Iterator[frozenset[str]]:
        """Yield what each row says, reading those that are new or have changed."""
        versions = dict(self.rows.annotate(xmin=self.version).values_list("pk", "xmin"))
        self.known = {pk: row for pk, row in self.known.items() if versions.get(pk) == row[0]}
        for row in self.rows.filter(pk__in=versions.keys() - self.known.keys()):
            self.known[row.pk] = versions[row.pk], frozenset(self.read(row))
        yield from (said for _, said in self.known.values())


def of_fields(*names: str) -> Callable[[Any], Iterator[str]]:
    """Return what reads these fields of a row, line by line."""
    return lambda row: (line for name in names for line in (getattr(row, name) or "").splitlines())


KEPT = [
    *(Kept(model._default_manager.all(), of_fields(*names)) for model, names in FIELDS.items()),
    Kept(User.objects.all(), of_person),
    Kept(QuestionnaireVersion.objects.all(), of_questionnaire_version),
    Kept(Questionnaire.objects.all(), of_questionnaire),
    Kept(QuestionnairePage.objects.all(), of_questionnaire_page),
    Kept(WheelVersion.objects.all(), of_wheel_version),
    Kept(WheelPage.objects.all(), of_wheel_page),
    Kept(EventPayload.objects.filter(event__subject__startswith="process:"), of_payload),
    Kept(PlanEdition.objects.all(), of_edition),
    Kept(PlanPage.objects.all(), of_plan_page),
    Kept(PlanImport.objects.all(), of_plan_import),
]


def of_the_house() -> Iterator[str]:
    """Yield what stands in no row: languages in their own tongue, and what the states paste and send."""
    yield from OWN_NAMES.values()
    yield from dict(settings.LANGUAGES).values()
    yield from LETTER.splitlines()
    yield from PASTED.splitlines()
    yield from (SUBJECT, MILLISECONDS)
    for stop in STATES.values():
        pasted = (stop.sent or {}).get("pasted", "")
        yield from (pasted, escape(pasted))


def data() -> set[str]:
    """Return what is nobody's to translate in the house as it stands."""
    return set(of_the_house()).union(*(said for kept in KEPT for said in kept.said())) - {"", "x"}
