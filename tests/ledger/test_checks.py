"""What refuses to start, as Django's checks see it; real processes are started in tests/faults/."""

import pytest
from celery.app import app_or_default
from django.core.checks import Tags, run_checks

from ledger.checks import refuse_to_start
from ledger.tasks import relay


@pytest.fixture
def conf():
    """Celery's settings, put back afterwards."""
    conf = app_or_default().conf
    names = ["accept_content", "task_acks_late", "task_time_limit", "result_backend", "broker_write_url"]
    before = {name: getattr(conf, name) for name in names}
    yield conf
    for name, value in before.items():
        setattr(conf, name, value)


def found():
    """Return the ids of what the checks say."""
    return [message.id for message in run_checks(tags=[Tags.security]) if message.id.startswith("ledger.")]


def test_this_house_may_start():
    assert found() == []
    refuse_to_start()


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("accept_content", ["pickle"], "ledger.E001"),
        ("result_backend", "redis://127.0.0.1", "ledger.E004"),
        ("broker_write_url", "redis://10.0.0.7:6379/0", "ledger.E005"),
        ("broker_write_url", "amqp://127.0.0.1", "ledger.E006"),
    ],
)
def test_a_weak_setting_is_named_and_refused(conf, name, value, number):
    setattr(conf, name, value)
    assert found() == [number]
    with pytest.raises(SystemExit, match=rf"\({number}\)"):
        refuse_to_start()


def test_a_task_that_weakens_itself_is_named():
    before, relay.acks_late = relay.acks_late, False
    try:
        with pytest.raises(SystemExit, match=r"task ledger\.tasks\.relay does not combine"):
            refuse_to_start()
    finally:
        relay.acks_late = before


def test_a_workers_own_time_limit_is_held_against_the_broker():
    with pytest.raises(SystemExit, match=r"may run for 7200 s, but the broker hands it out again after 3600 s"):
        refuse_to_start(time_limit=7200)


def test_the_event_log_has_a_key_of_its_own(settings):
    settings.LEDGER_KEY = settings.SECRET_KEY
    assert found() == ["ledger.E007"]
