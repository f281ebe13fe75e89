"""What a page says, without its markup."""

import html
import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ledger import actions as ledger

INLINE = re.compile(r"</?(?:span|strong|a|b|code|small|time)\b[^>]*>")
TAGS = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


def words(response):
    """Return the text of a page, on one line."""
    return " ".join(html.unescape(TAGS.sub(" ", INLINE.sub("", response.content.decode()))).split())


def heading(response):
    """Return the page's one heading."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert len(found) == 1
    return " ".join(html.unescape(TAGS.sub(" ", INLINE.sub("", found[0]))).split())


def hidden(response, name):
    """Return the value of the hidden field `name`."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', response.content.decode())
    return html.unescape(found[1])


def faults(response):
    """Return the sentences of the form that was not accepted, in order."""
    return [str(fault) for found in response.context["form"].errors.values() for fault in found]


def as_(user):
    """Return a browser that `user` is signed in with."""
    client = Client()
    client.force_login(user)
    return client


def sign_in(email, password="ett långt lösenord", **headers):
    """Return a browser that signed in through the form."""
    client = Client(**headers)
    client.post("/konto/logga-in/", {"login": email, "password": password})
    return client


def statements(client, address):
    """Return how many statements a page costs, the second time it is asked for."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def letters(mailoutbox):
    """Send what waits in the outbox; return the letters."""
    ledger.drain()
    return mailoutbox
