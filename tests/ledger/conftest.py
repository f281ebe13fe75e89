"""What the ledger's tests share: people, kinds that exist for one test, and several hands at once."""

import threading

import pytest
from django.db import connection

from ledger.kinds import EffectKind, JobKind, effects, jobs
from organisation.models import User


def forget(registry, name):
    """Take a test's own kind out of a registry again."""
    registry._items.pop(name, None)


@pytest.fixture
def alice(db):
    """Somebody with an account."""
    return User.objects.create_user("alice@ronnfjard.example", first_name="Alice", last_name="Ek")


@pytest.fixture
def bob(db):
    """Somebody else with an account."""
    return User.objects.create_user("bob@ronnfjard.example", first_name="Bob", last_name="Ask")


@pytest.fixture
def effect_kind():
    """Return a function that registers a kind of effect for the time of the test."""
    names = []

    def registered(name, perform, **options):
        effects.register(name, perform if isinstance(perform, EffectKind) else EffectKind(perform, **options))
        names.append(name)
        return effects.get(name)

    yield registered
    for name in names:
        forget(effects, name)


@pytest.fixture
def job_kind():
    """Return a function that registers a kind of job for the time of the test."""
    names = []

    def registered(name, run, **options):
        jobs.register(name, JobKind(run, **options))
        names.append(name)

    yield registered
    for name in names:
        forget(jobs, name)


@pytest.fixture
def at_once():
    """Return a function that does several things at the same moment, each with a connection of its own."""

    def done(*works):
        gate = threading.Barrier(len(works))
        results = [None] * len(works)

        def hand(number, work):
            try:
                connection.ensure_connection()
                gate.wait()
                results[number] = work()
            except Exception as fault:
                results[number] = fault
            finally:
                connection.close()

        hands = [threading.Thread(target=hand, args=pair) for pair in enumerate(works)]
        for one in hands:
            one.start()
        for one in hands:
            one.join()
        return results

    return done
