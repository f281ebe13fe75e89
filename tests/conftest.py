"""The suite runs against real servers: those of DATABASE_URL and BROKER_URL, else private ones of its own."""

import gc
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
pytest_plugins = ["tests.cast", "tests.browser.pages"]
_servers = ExitStack()

SURROUNDINGS = {
    "MODE": "test",
    "SECRET_KEY": "for-the-tests-alone-" * 3,
    "LEDGER_KEY": "for-the-tests-alone-" * 2,
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright runs an event loop beside the tests
}


def _start() -> None:
    """Set the surroundings before Django reads its settings; start servers when none are named."""
    for name, value in SURROUNDINGS.items():
        os.environ.setdefault(name, value)
    if not {"DATABASE_URL", "BROKER_URL", "EMAIL_URL", "ANCHOR_DIR"} <= set(os.environ):
        from launch import servers

        for name, value in _servers.enter_context(servers.joined(servers.tests_state(), durable=False)).items():
            os.environ.setdefault(name, value)
    _part_from_other_workers(os.environ.get("PYTEST_XDIST_WORKER", ""))
    import django

    django.setup()


def _part_from_other_workers(name: str) -> None:
    """Give a worker of several (“gw0”, “gw1” …) a database of the broker, as pytest-django gives it one of PostgreSQL."""
    if not name:
        return
    number = str(int(name.removeprefix("gw")) + 1)
    broker = urlsplit(os.environ["BROKER_URL"])
    if broker.netloc:
        os.environ["BROKER_URL"] = urlunsplit(broker._replace(path=f"/{number}"))
    else:  # a socket's path: putting it together again would lose its slashes
        os.environ["BROKER_URL"] = f"{broker.scheme}://{broker.path}?virtual_host={number}"
    os.environ["ANCHOR_DIR"] = str(Path(os.environ["ANCHOR_DIR"]) / name)


def _find_static_files_once() -> None:
    """Let a process look for the static files once: every test's client builds the middleware anew, and that is most of it."""
    from whitenoise.middleware import WhiteNoiseMiddleware

    find, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def add(self):
        if self.static_prefix not in found:
            find(self)
            found[self.static_prefix] = dict(self.files)
        self.files.update(found[self.static_prefix])

    WhiteNoiseMiddleware.add_files_from_finders = add


def _empty_what_has_rows() -> None:
    """Let the database be emptied after a test that commits by what knows these tables."""
    from django.test import TransactionTestCase

    from tests.emptying import empty

    TransactionTestCase._fixture_teardown = empty


def _hash_passwords_cheaply() -> None:
    """Hash passwords as fast as can be, in worlds that many tests share too; the real hasher is tested where it matters."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


_start()
_find_static_files_once()
_empty_what_has_rows()
_hash_passwords_cheaply()


def pytest_configure(config):
    """Take pictures of pages in full size (`make slow`): the checks look at none."""
    if config.option.markexpr == "slow":
        os.environ.setdefault("PICTURES", "1")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Let the longest begin first among the tests that commit, so that no core waits for one that was begun last."""
    places = [place for place, item in enumerate(items) if _commits(item)]
    longest_first = sorted((items[place] for place in places), key=_patience, reverse=True)
    for place, item in zip(places, longest_first, strict=True):
        items[place] = item


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames


def _patience(item):
    marker = item.get_closest_marker("timeout")
    return marker.args[0] if marker else 0


def pytest_collection_finish():
    """Keep what is loaded by now out of every later sweep for garbage."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure():
    """Stop the servers that this run started."""
    _servers.close()


@pytest.fixture
def bare(monkeypatch):
    """Answer 404 without drawing its page, which is the same behind every door and takes most of such a visit."""
    from django.http import HttpResponseNotFound
    from django.urls import get_resolver

    resolver = get_resolver()
    drawn = resolver.resolve_error_handler

    def handler(status):
        return (lambda *_, **__: HttpResponseNotFound()) if status == 404 else drawn(status)

    monkeypatch.setattr(resolver, "resolve_error_handler", handler)


@pytest.fixture(autouse=True)
def _swedish():
    """Begin every test in Swedish: a client that asked for English leaves the thread speaking it."""
    from django.utils import translation

    with translation.override("sv"):
        yield


from tests.house.reading import _a_get_changes_nothing  # noqa: E402, F401 - watches every GET of the suite
