"""Every page there is: the addresses of the access table that show one, and the states that only a deed leads to.

`STOPS` holds them all. A new address gets its stop from the table by itself; one that nobody sees a page at must be among
`states.STATES` or, with its reason, among `NO_PAGES`: else the suite fails.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.test import TestCase, override_settings
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from tests.access.columns import ANYONE, WHOLE
from tests.access.table import ARGUMENTS, ROWS
from tests.access.world import World, build

NO_PAGES = {
    "healthz": "plain text, for machines",
    "readyz": "plain text, for machines",
    "choose": "leads back to the page whose footer was used",
    "import_units_template": "a file",
    "import_people_template": "a file",
    "questionnaire_export": "a file",
    "questionnaire_pdf": "a file",
    "result_report": "a file",
    "round_list_template": "a file",
    "document_save": "JSON, for the script of the page that is written on",
    "result_file": "a file",
    "round_paper_pdf": "a file",
    "result_reports_zip": "a file",
    "round_open_link_pdf": "a file",
    "round_letter_cancel": "leads back to the letters",
    "round_list_discard": "leads back to those who are invited",
    "questionnaire_draft_export": "a file",
    "wheel_draft_export": "a file",
    "wheel_next": "leads to the draft",
    "questionnaire_draft_pdf": "a file",
    "calendar_feed": "a file",
    "plan_picture": "a picture",
    "stored_picture": "a picture",
    "plan_pdf": "a file",
    "plan_edition_pdf": "a file",
    "report_pdf": "a file",
    "report_edition_pdf": "a file",
    "report_printed": "a file",
    "report_print": "leads back to the report",
    "telling_step": "leads back to the draft",
    "telling_publish": "leads on to the page",
    "report_step": "leads back to the arrangement",
    "gallery": "test_gallery.py looks at every one of its pages",
    "gallery_question": "test_gallery.py looks at it",
    "gallery_group": "test_gallery.py looks at all groups",
    "gallery_error": "test_gallery.py looks at all of them",
}
SEND = """
([path, sent]) => {
  const form = document.createElement("form");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  form.method = "post";
  form.action = path;
  const given = token ? { csrfmiddlewaretoken: token.value, ...sent } : sent;
  for (const [name, value] of Object.entries(given)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}
"""


@dataclass(frozen=True)
class Stop:
    """A page to look at.

    column: who looks, as the access table names them. come: makes what the page shows and returns its address.
    sent: what a form sends there; None where the page is only read. status: what the answer must be.
    """

    name: str
    column: Any
    come: Callable[[World], str]
    door: str = ""
    sent: dict[str, Any] | None = field(default=None, hash=False)
    status: int = 200
    mode: str = "test"


def address(world, row, column):
    """Return the address of a row of the access table, for the person of `column`."""
    arguments = []
    for argument in ARGUMENTS.get(row.name, []):
        if isinstance(argument, str):
            arguments.append(argument)
        elif len(argument) == 1:
            arguments.append(world.thing(argument[0], row.of, column))
        else:
            arguments.append(world.things[argument])
    return reverse(row.name, args=arguments)


def listed(columns=(WHOLE, ANYONE)):
    """Return the stops of the access table: what is shown with GET, and what an empty form comes back as."""
    found = {}
    for row in ROWS:
        for column in columns:
            if row.name in NO_PAGES or row.of == "other" or row.expected[column] != "y":
                continue
            faults = "-empty" if row.method == "POST" else ""
            of = "" if len(columns) == 1 or column == WHOLE else f"-{column}"
            stop = Stop(
                name=f"{row.name}{faults}{of}",
                column=column,
                come=lambda world, row=row, column=column: address(world, row, column),
                door=row.name,
                sent=row.data if row.method == "POST" else None,
            )
            found[stop.name] = stop
    return found


@contextmanager
def house():
    """Make the world for all to see, serve the real app beside it, and take everything away at the end.

    All is one transaction, which the app's threads share: what a page's state made is taken back after it (`for_a_while`), so
    that no page is larger for those that were looked at before.
    """
    with override_settings(ALLOWED_HOSTS=["*"]), _taken_back(), _kept_open() as shared:
        server = LiveServer("localhost", start=False)
        server.thread.connections_override = {DEFAULT_DB_ALIAS: shared}
        try:
            server.start()
            cache.clear()
            world = build()
            world.things["host", ""] = server.url.removeprefix("http://")
            yield world, server.url
        finally:
            server.stop()


@contextmanager
def _kept_open():
    """Yield the connection, which no thread closes after a request as it would its own."""
    line = connections[DEFAULT_DB_ALIAS]
    with mock.patch.object(line, "close"):
        yield line


@contextmanager
def for_a_while(world):
    """Take back at the end what is made of the world inside."""
    known = (world.things, world.people, world.clients, world.cast.people)
    before = [dict(each) for each in known]
    with _taken_back():
        yield
    for each, was in zip(known, before, strict=True):
        each.clear()
        each.update(was)


@contextmanager
def _taken_back():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def settings_of(stop, mail):
    """Return the settings that a stop is seen under."""
    return override_settings(MODE=stop.mode, MAIL_DIR=str(mail))


def _come(world, stop):
    cache.clear()
    with TestCase.captureOnCommitCallbacks(execute=True):
        return stop.come(world)


def opened(page, world, stop):
    """Come to `stop` in the browser: prepare, go there or send the form, and see that the answer is the right one."""
    path = _come(world, stop)
    if stop.sent is None:
        answer = page.goto(path)
    else:
        page.goto("/konto/logga-in/" if stop.column == ANYONE else "/konto/logga-ut/")  # pages with a form's token
        with page.expect_navigation() as navigation:
            page.evaluate(SEND, [path, {name: str(value) for name, value in stop.sent.items()}])
        answer = navigation.value
    assert answer.status == stop.status, f"{stop.name}: {path} answered {answer.status}"


def asked(world, stop, client):
    """Come to `stop` without a browser and return the response."""
    path = _come(world, stop)
    way = client.get if stop.sent is None else client.post
    response = way(path, stop.sent, follow=True)
    assert response.status_code == stop.status, f"{stop.name}: {path} answered {response.status_code}"
    return response


def cookies_of(world, column, url):
    """Return the cookies that make a browser the one of `column`."""
    kept = world.client(column).cookies.items()
    return [{"name": name, "value": morsel.value, "url": url} for name, morsel in kept]
