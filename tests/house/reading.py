"""A GET changes nothing: every GET that any test makes is watched on its way to the database."""

import re

import pytest
from django.db import connection
from django.test import Client

WRITE = re.compile(
    r"^\s*(?:WITH\b.*?\)\s*)?(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+(?:ONLY\s+)?\"?(\w+)",
    re.IGNORECASE | re.DOTALL,
)
OF_THE_VISIT = {  # who visits and how often, never what is kept
    "django_session",
    "cache",
    "usersessions_usersession",
    "wagtailadmin_editingsession",  # who has a draft open, so that two do not write over each other
    "wagtailcore_pagesubscription",  # that somebody has had it open; letters are off
    "wagtailusers_userprofile",  # the back office's look, empty until something is chosen
    "wagtailimages_rendition",  # a picture in a smaller size
}
SAFE = {"GET", "HEAD", "OPTIONS"}


class ChangedByGet(AssertionError):
    """A page was asked for, and a row was changed."""


def changed_table(statement):
    """Return the table that an SQL statement changes, or nothing."""
    found = WRITE.match(statement)
    return found[2] if found and found[2] not in OF_THE_VISIT else ""


@pytest.fixture(autouse=True)
def _a_get_changes_nothing(monkeypatch):
    """Fail a test in which a GET writes to a table of the house."""
    ask = Client.request

    def request(self, **environ):
        if environ.get("REQUEST_METHOD", "GET") not in SAFE:
            return ask(self, **environ)

        def watch(execute, statement, parameters, many, context):
            if table := changed_table(statement):
                raise ChangedByGet(f"GET {environ.get('PATH_INFO')} changes {table}: {statement[:200]}")
            return execute(statement, parameters, many, context)

        with connection.execute_wrapper(watch):
            return ask(self, **environ)

    monkeypatch.setattr(Client, "request", request)
