"""What has happened in a process, in sentences."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledger.models import Event
from organisation.access import Scope
from organisation.models import User
from organisation.rules.text import mid_sentence
from workflows.access import talked_of_with
from workflows.enums import Stage
from workflows.kinds import event_words
from workflows.models import Task

REVIEWED = ("workflows.task_returned", "workflows.task_approved")
NAMED = 3  # tasks that a sentence names; the rest are counted


@dataclass(frozen=True)
class Told:
    """One thing that happened: when, what, in which words of their own (empty: none), and who did it (empty: the house)."""

    at: dt.datetime
    what: str
    words: str
    who: str


def told(scope: Scope, events: Sequence[Event]) -> list[Told]:
    """Return events as sentences, in their order, for the person to read. Three statements more, however many there are."""
    payloads = [_payload(event) for event in events]
    tasks = {pk for payload in payloads for pk in _tasks_of(payload)}
    titles = dict(Task.objects.filter(pk__in=tasks).values_list("pk", "title"))
    open_to = set(talked_of_with(scope).filter(pk__in=tasks).values_list("pk", flat=True))
    people = User.objects.in_bulk({payload["person"] for payload in payloads if payload.get("person")})
    return [
        Told(
            event.at,
            _sentence(event.kind, payload, titles, people),
            _words(event.kind, payload, open_to),
            str(event.actor or ""),
        )
        for event, payload in zip(events, payloads, strict=True)
    ]


def _payload(event: Event) -> dict[str, Any]:
    payload = getattr(event, "payload", None)
    return payload.data if payload is not None else {}


def _tasks_of(payload: Mapping[str, Any]) -> list[int]:
    several = payload.get("tasks") or []
    return several if several else [payload["task"]] if payload.get("task") else []


def _words(kind: str, payload: Mapping[str, Any], open_to: Collection[int]) -> str:
    """Return somebody's own words; those of a review only where its task is among `open_to`."""
    if kind in REVIEWED and payload.get("task") not in open_to:
        return ""
    return str(payload.get("comment") or payload.get("reason") or payload.get("text") or "")


def _sentence(kind: str, said: Mapping[str, Any], titles: Mapping[int, str], people: Mapping[int, User]) -> str:
    what = kind.removeprefix("workflows.")
    if what in ("tasks_opened", "tasks_cancelled"):
        return _several(what, [titles[pk] for pk in _tasks_of(said) if pk in titles], len(_tasks_of(said)))
    person = people.get(said.get("person") or 0)
    words = {
        "title": titles.get(said.get("task") or 0, _("en uppgift")),
        "stage": mid_sentence(Stage(said["to"]).label) if said.get("to") in Stage.values else "",
        "day": date_format(dt.date.fromisoformat(said["on"]), "j F Y") if said.get("on") else "",
        "person": person.get_full_name() if person else _("alla i rollen"),
    }
    if what == "stage_entered" and said.get("to") == Stage.CLOSED:
        what = "process_closed"
    if kind in event_words:
        return str(event_words.get(kind))
    return _sentences().get(what, kind) % words


def _several(what: str, titles: Sequence[str], count: int) -> str:
    named = sorted(set(titles))[:NAMED]
    words = {"count": count, "titles": ", ".join(f"”{title}”" for title in named)}
    if what == "tasks_opened":
        one, many = (
            _("%(count)s uppgift öppnade: %(titles)s."),
            _("%(count)s uppgifter öppnade, bland annat %(titles)s."),
        )
    else:
        one, many = (
            _("%(count)s uppgift ställdes in: %(titles)s."),
            _("%(count)s uppgifter ställdes in, bland annat %(titles)s."),
        )
    return (one if count == 1 else many) % words


def _sentences() -> dict[str, str]:
    return {
        "process_started": _("Varvet började den %(day)s."),
        "stage_entered": _("Gick vidare till steget %(stage)s den %(day)s."),
        "process_closed": _("Varvet avslutades den %(day)s."),
        "process_paused": _("Varvet pausades."),
        "process_resumed": _("Varvet återupptogs."),
        "process_cancelled": _("Varvet ställdes in."),
        "process_annotated": _("En anteckning skrevs."),
        "task_submitted": _("”%(title)s” lämnades in."),
        "task_returned": _("”%(title)s” gick tillbaka för komplettering."),
        "task_approved": _("”%(title)s” godkändes."),
        "task_done": _("”%(title)s” blev klar."),
        "task_waived": _("”%(title)s” behövs inte."),
        "task_cancelled": _("”%(title)s” ställdes in."),
        "task_corrected": _("”%(title)s” öppnades igen för att rättas."),
        "person_chosen": _("%(person)s ansvarar för ”%(title)s”."),
    }
