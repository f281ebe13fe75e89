"""Choosing a unit or a person by searching: every choice is a link, so it works for ten and for ten thousand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from organisation.models import Unit, User
from organisation.queries.units import lines_of

PER_PAGE = 30
CARRIED = ("page", "q")


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its name, what tells it from others, and where the choice leads."""

    label: str
    note: Any
    url: str


@dataclass(frozen=True)
class Question:
    """What is asked, in the words of the page; `cancel` leads back."""

    title: Any
    lead: Any
    cancel: str
    empty: Any
    over: Any = ""
    extra: tuple[Choice, ...] = ()


def choose(
    request: HttpRequest, question: Question, found: QuerySet[Any], choices: Callable[[list[Any]], Iterable[Choice]]
) -> HttpResponse:
    """Draw the page of a question. `found` is what the search found; `choices` turns a page of it into links."""
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    kept = [(name, value) for name, value in request.GET.items() if name not in CARRIED]
    return render(
        request,
        "organisation/choose.html",
        {
            "question": question,
            "page": page,
            "choices": list(choices(list(page.object_list))),
            "words": request.GET.get("q", ""),
            "kept": kept,
            "searchable": page.paginator.count > PER_PAGE or "q" in request.GET,
        },
    )


def address_with(request: HttpRequest, **chosen: str) -> str:
    """Return this page's address with what was chosen added, and the search left out."""
    query = request.GET.copy()
    for name in CARRIED:
        query.pop(name, None)
    for name, value in chosen.items():
        query[name] = value
    return f"?{query.urlencode()}"


def unit_choices(request: HttpRequest, name: str, day: Any) -> Callable[[list[Unit]], list[Choice]]:
    """Return a function that turns units into links which add `name`=key to this address."""

    def links(units: list[Unit]) -> list[Choice]:
        lines = lines_of(units, day)
        return [
            Choice(
                unit.name,
                " · ".join([str(unit.kind_label()), *(str(above) for above in lines.get(unit.pk, [])[:-1])]),
                address_with(request, **{name: unit.key}),
            )
            for unit in units
        ]

    return links


def person_choices(request: HttpRequest, name: str) -> Callable[[list[User]], list[Choice]]:
    """Return a function that turns people into links which add `name`=id to this address."""
    return lambda people: [
        Choice(person.get_full_name(), person.email, address_with(request, **{name: str(person.pk)}))
        for person in people
    ]
