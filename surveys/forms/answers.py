"""The form of a page: Django's, made from the definition. It judges what was sent, and knows what to show again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from surveys.forms.drawing import kind_in_browser
from surveys.forms.page import Page
from surveys.forms.slots import State, Value
from surveys.rules.answering.answers import Answer, accept
from surveys.rules.answering.completeness import is_answered
from surveys.rules.answering.typing import typed, written
from surveys.rules.answering.visibility import Shown, shown, without
from surveys.rules.definition.fields import Field, Kind, is_consent
from surveys.rules.phrases import Phrases

SEEN, ASKED = "seen", "asked"
"""What travels along with a page: which of its fields were shown, and which were asked about once more. One digit a field."""
VALUES = ("field", "other", "calculated", "given")
ON, OFF = "1", "0"
LONGEST_SENT = 40_000  # characters of one control; more is not looked at


@dataclass(frozen=True)
class Typed:
    """What one field sent: as text, for conditions, and to be accepted or refused."""

    raw: tuple[str, ...]
    value: object
    offered: object


class AnswerWidget(forms.Widget):
    """Reads what was sent. Pages are drawn by compiled HTML, never by widgets."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...]:
        """Return all that was sent under a name."""
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name, ())
        listed = [sent] if isinstance(sent, str) else sent
        return tuple(str(one)[:LONGEST_SENT] for one in listed)


class AnswerField(forms.Field):
    """One field of the definition."""

    widget = AnswerWidget

    def __init__(self, answered: Field) -> None:
        super().__init__(required=False)
        self.answered = answered

    def clean(self, value: tuple[str, ...]) -> Typed:
        """Return what was sent, typed. Whether it is an answer is judged when it is known what is shown."""
        known, offered = typed(self.answered, value)
        return Typed(value, known, offered)


class PageForm(forms.Form):
    """A page with answers: those kept, or those just sent.

    answers: of the whole questionnaire, as accepted before. given: what the round says of hidden items. today: "2024-08-19".
    After `is_valid()` the page's answers are in `page_answers`: one for each field, null where it is hidden or unanswered.
    It is not valid either while an answer has opened a question that was not seen, or one asked for softly was passed over
    for the first time: then the page is shown again.
    """

    page: ClassVar[Page]
    prefix = "q"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        answers: Mapping[str, Answer] | None = None,
        given: Mapping[str, str] | None = None,
        today: str,
        **kwargs: Any,
    ) -> None:
        kwargs["prefix"] = "q"
        super().__init__(data, files, **kwargs)
        self.kept = dict(answers or {})
        self.given = dict(given or {})
        self.today = today
        self.page_answers: dict[str, Answer] = {}
        self.revealed: list[str] = []
        self.passed_over: list[str] = []

    @cached_property
    def before(self) -> Shown:
        """What is shown of the questionnaire for the answers kept."""
        return shown(self.page.plan, {**self.kept, **self.given}, self.today)

    @cached_property
    def shown(self) -> Shown:
        """What is shown of this page: for what was sent, else for what is kept."""
        values = self._sent() if self.is_bound else self.kept
        own = {step.name for step in self.page.steps if step.step in VALUES}
        earlier = {name: value for name, value in self.before.values.items() if name.removesuffix(".weight") not in own}
        return shown(self.page.steps, {**values, **self.given}, self.today, earlier)

    def clean(self) -> dict[str, Any]:
        """Judge what is shown, and leave out what is hidden."""
        visible = set(self.shown.fields)
        for field in self.page.fields:
            self.page_answers[field.name] = self._judged(field) if field.name in visible else None
        self._ask_for_what_is_missing()
        self.revealed = self._not_seen()
        if self.revealed and not self.errors:
            self.add_error(None, ValidationError(self.page.phrases["more"], code="more"))
        return dict(self.page_answers)

    def _judged(self, field: Field) -> Answer:
        offered = self._all_typed[field.name].offered
        left = without(offered, self.shown.hidden_options.get(field.name, ()))
        answer, fault = accept(field, left, self.today)
        if fault:
            self.add_error(field.name, ValidationError(self.page.phrases.fault(fault), code=fault.code))
        return answer

    def _ask_for_what_is_missing(self) -> None:
        visible, asked = set(self.shown.fields) - set(self._not_seen()), self._told(ASKED)
        for field in self.page.fields:
            if field.required == "no" or field.name not in visible or field.name in self.errors:
                continue
            if is_answered(field, self.page_answers):
                continue
            if field.required == "hard":
                asks = self.page.phrases["tick" if is_consent(field) else "missing"]
                self.add_error(field.name, ValidationError(asks, "missing"))
            elif field.name not in asked:
                self.passed_over.append(field.name)
                self.add_error(field.name, ValidationError(self.page.phrases["skipped"], "skipped"))

    def _not_seen(self) -> list[str]:
        if SEEN not in self.data:
            return []
        seen = self._told(SEEN)
        return [name for name in self.shown.fields if name not in seen]

    def _sent(self) -> dict[str, object]:
        if not hasattr(self, "cleaned_data"):
            self.full_clean()
        return {name: sent.value for name, sent in self._all_typed.items()}

    @cached_property
    def _all_typed(self) -> dict[str, Typed]:
        return {name: value for name, value in self.cleaned_data.items() if isinstance(value, Typed)}

    def _told(self, what: str) -> set[str]:
        marks = str(self.data.get(what, ""))
        return {field.name for field, mark in zip(self.page.fields, marks, strict=False) if mark == ON}

    # ── shown ─────────────────────────────────────────────────────────────────

    def values(self) -> dict[str, Value]:
        """Return what the controls hold: what was sent, else what is kept."""
        if self.is_bound and self.errors is not None:  # errors: the form reads what was sent
            return {
                field.name: self._all_typed[field.name].raw
                if field.kind is Kind.CHOICES
                else (self._all_typed[field.name].raw or ("",))[-1]
                for field in self.page.fields
            }
        return {field.name: written(field, self.kept.get(field.name)) for field in self.page.fields}

    def html(self) -> SafeString:
        """Return the page's questions, filled."""
        faults = {name: " ".join(map(str, said)) for name, said in self.errors.items()} if self.is_bound else {}
        now = self.shown
        state = State(self.values(), faults, frozenset(now.items), frozenset(now.fields), now.hidden_options)
        return self.page.compiled.fill(state)

    def faults(self) -> list[tuple[str, str, str]]:
        """Return the faults in the order of the page: id of the control, the question, the sentence."""
        if not self.is_bound:
            return []
        found = [
            (self._first_id(field.name), self.page.question(field.name), str(said))
            for field in self.page.fields
            for said in self.errors.get(field.name, ())
        ]
        return [("", "", str(said)) for said in self.non_field_errors() if not self.revealed] + found

    def heading(self) -> str:
        """Return the heading over the faults."""
        count = len(self.faults())
        return self.say["one-fault"] if count == 1 else self.say.say("faults", count=count)

    def first_revealed(self) -> str:
        """Return the id of the first control that an answer has just opened, or an empty string."""
        return self._first_id(self.revealed[0]) if self.revealed else ""

    def _first_id(self, name: str) -> str:
        return self.page.first_id(name, self.shown.hidden_options.get(name, ()))

    def marks(self) -> list[tuple[str, str]]:
        """Return what travels along: which fields are shown now, and which have been asked about once more."""
        asked = self._told(ASKED) | set(self.passed_over)
        return [(SEEN, self._marked(self.shown.fields)), (ASKED, self._marked(asked))]

    def _marked(self, names: Iterable[str]) -> str:
        wanted = set(names)
        return "".join(ON if field.name in wanted else OFF for field in self.page.fields)

    def logic(self) -> str:
        """Return, as JSON, what the page's script needs to show and hide at once."""
        fields = self.page.fields
        data = self.page.data(self.before.values)
        data |= {"kinds": {field.name: kind_in_browser(field) for field in fields}, "today": self.today}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @property
    def say(self) -> Phrases:
        """What the page says beside the questions."""
        return self.page.phrases


def form_class(page: Page, fields: Sequence[Field]) -> type[PageForm]:
    """Return the form of a page."""
    made: type[PageForm] = type("PageForm", (PageForm,), {"page": page})
    made.base_fields = {
        field.name: AnswerField(field) for field in fields
    }  # beside its attributes: a key may be "clean"
    return made
