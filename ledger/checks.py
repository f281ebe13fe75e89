"""Refuses to start with a task queue that loses or doubles work: Django's checks, and the same at every start."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from celery import Celery
from celery.app import app_or_default
from celery.signals import beat_init, celeryd_init, worker_init
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.module_loading import autodiscover_modules

from ledger.rules import tasks as rules


@register(Tags.security)
def task_queue(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Name every weakness of the task queue and of the ledger's key."""
    return list(_faults(app_or_default(), None))


def refuse_to_start(*, time_limit: float | None = None) -> None:
    """End the process with a sentence for each fault. Called at the start of web, worker and beat.

    time_limit: the hard limit of a worker's command line, where that overrides the settings.
    """
    faults = list(_faults(app_or_default(), time_limit))
    if faults:
        told = "\n".join(f"  ({fault.id}) {fault.msg}\n      {fault.hint}" for fault in faults)
        sys.exit(f"This installation is not started, because work would be lost or done twice:\n{told}")


@celeryd_init.connect
def refuse_any_worker(**kwargs: Any) -> None:
    """Be the first to object: what follows would stop some of these workers too, in words that help nobody."""
    refuse_to_start()


@worker_init.connect
def refuse_worker(sender: Any, **kwargs: Any) -> None:
    """Hold a worker's own command line against the rules too."""
    refuse_to_start(time_limit=sender.time_limit)


@beat_init.connect
def refuse_beat(**kwargs: Any) -> None:
    """Hold beat back as well: it would fill a queue that nobody should read."""
    refuse_to_start()


def _faults(app: Celery, time_limit: float | None) -> Iterator[CheckMessage]:
    for weakness in rules.weaknesses(_queue(app, time_limit)):
        yield Error(weakness.sentence, hint=weakness.advice, id=weakness.id)
    if settings.LEDGER_KEY == settings.SECRET_KEY:
        yield Error(
            "LEDGER_KEY and SECRET_KEY are the same: whoever learns one could rewrite the event log.",
            hint="Make a LEDGER_KEY of its own, and keep a copy of it where the database's backups are not.",
            id="ledger.E007",
        )


def _queue(app: Celery, time_limit: float | None) -> rules.QueueSettings:
    conf = app.conf
    autodiscover_modules("tasks")
    return rules.QueueSettings(
        broker_url=";".join(
            dict.fromkeys(url for urls in (conf.broker_write_url, conf.broker_read_url) for url in _urls(urls))
        ),
        accepted=[*conf.accept_content, *(conf.result_accept_content or [])],
        serializers=[conf.task_serializer, conf.event_serializer],
        visibility_timeout=(conf.broker_transport_options or {}).get("visibility_timeout"),
        result_backend=conf.result_backend or "",
        tasks=[*_tasks(app, time_limit)],
    )


def _urls(value: str | Iterable[str] | None) -> list[str]:
    """Return one or several addresses as a list."""
    return [value] if isinstance(value, str) else list(value or [])


def _tasks(app: Celery, time_limit: float | None) -> Iterator[rules.TaskSettings]:
    """Yield what holds for all tasks, then what each of ours says of itself. Celery's own never run here."""
    conf = app.conf
    yield rules.TaskSettings(
        name="",
        acks_late=conf.task_acks_late,
        reject_on_worker_lost=bool(conf.task_reject_on_worker_lost),
        time_limit=time_limit or conf.task_time_limit,
        serializer=conf.task_serializer,
        ignores_result=conf.task_ignore_result,
    )
    for name, task in app.tasks.items():
        if name.startswith("celery."):
            continue
        yield rules.TaskSettings(
            name=name,
            acks_late=task.acks_late,
            reject_on_worker_lost=bool(task.reject_on_worker_lost),
            time_limit=task.time_limit or time_limit or conf.task_time_limit,
            serializer=task.serializer,
            ignores_result=task.ignore_result,
        )
