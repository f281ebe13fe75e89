"""Which settings of the task queue are too weak to start with. Each rule is one way in which tasks were lost or doubled."""

import ipaddress
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

SAFE_CONTENT = {"json", "application/json"}
ON_THE_NET = {"redis", "rediss", "valkey", "valkeys", "sentinel"}
ON_A_SOCKET = {"redis+socket", "socket", "unix"}


@dataclass(frozen=True)
class TaskSettings:
    """One task's settings, or those that hold for all (`name` is empty)."""

    name: str
    acks_late: bool
    reject_on_worker_lost: bool
    time_limit: float | None
    serializer: str
    ignores_result: bool


@dataclass(frozen=True)
class QueueSettings:
    """The settings of the queue and of its tasks, as Celery will use them."""

    broker_url: str
    accepted: Iterable[str]
    serializers: Iterable[str]
    visibility_timeout: float | None
    result_backend: str
    tasks: Iterable[TaskSettings]


@dataclass(frozen=True)
class Weakness:
    """A reason not to start: its number, what is wrong, what to do."""

    id: str
    sentence: str
    advice: str


def weaknesses(queue: QueueSettings) -> Iterator[Weakness]:
    """Yield every reason not to start."""
    tasks = list(queue.tasks)
    yield from _pickle(queue, tasks)
    yield from _lost(tasks)
    yield from _seen_again(queue, tasks)
    yield from _kept(queue, tasks)
    yield from _open_broker(queue)


def _pickle(queue: QueueSettings, tasks: list[TaskSettings]) -> Iterator[Weakness]:
    used = {*queue.accepted, *queue.serializers, *(task.serializer for task in tasks)}
    unsafe = sorted(used - SAFE_CONTENT)
    if unsafe:
        yield Weakness(
            "ledger.E001",
            f"Messages may be {', '.join(unsafe)}: whoever reaches the broker could run code here.",
            'Use "json" alone in CELERY_ACCEPT_CONTENT, CELERY_TASK_SERIALIZER and every task.',
        )


def _lost(tasks: list[TaskSettings]) -> Iterator[Weakness]:
    for task in tasks:
        if not (task.acks_late and task.reject_on_worker_lost):
            yield Weakness(
                "ledger.E002",
                f"{_said(task)} does not combine acks_late with reject_on_worker_lost: a killed worker loses its tasks.",
                "Set CELERY_TASK_ACKS_LATE and CELERY_TASK_REJECT_ON_WORKER_LOST to True, and override neither.",
            )


def _seen_again(queue: QueueSettings, tasks: list[TaskSettings]) -> Iterator[Weakness]:
    for task in tasks:
        if task.time_limit is None:
            yield Weakness(
                "ledger.E003",
                f"{_said(task)} has no hard time limit: it may outlive the broker's patience and run again and again.",
                "Set CELERY_TASK_TIME_LIMIT.",
            )
        elif queue.visibility_timeout is None or queue.visibility_timeout <= task.time_limit:
            yield Weakness(
                "ledger.E003",
                f"{_said(task)} may run for {task.time_limit:g} s, but the broker hands it out again after "
                f"{queue.visibility_timeout or 0:g} s (visibility_timeout).",
                "Set visibility_timeout in CELERY_BROKER_TRANSPORT_OPTIONS well above the hard time limit.",
            )


def _kept(queue: QueueSettings, tasks: list[TaskSettings]) -> Iterator[Weakness]:
    keeping = [_said(task) for task in tasks if not task.ignores_result]
    if queue.result_backend and queue.result_backend != "disabled":
        keeping.insert(0, f"the result backend {urlsplit(queue.result_backend).scheme or queue.result_backend}")
    if keeping:
        yield Weakness(
            "ledger.E004",
            f"Task results would be kept: {', '.join(keeping)}. What a task did is in the database, nowhere else.",
            "Set CELERY_RESULT_BACKEND to None and CELERY_TASK_IGNORE_RESULT to True, and override neither.",
        )


def _open_broker(queue: QueueSettings) -> Iterator[Weakness]:
    for url in filter(None, queue.broker_url.split(";")):
        parts = urlsplit(url)
        if parts.scheme in ON_A_SOCKET:
            continue
        if parts.scheme not in ON_THE_NET:
            yield Weakness(
                "ledger.E006",
                f"The broker speaks “{parts.scheme}”, which this system was never tried with.",
                "Set BROKER_URL to a Redis or Valkey: redis://, rediss:// or redis+socket://.",
            )
        elif not parts.password and not loopback(parts.hostname or ""):
            yield Weakness(
                "ledger.E005",
                f"The broker at {parts.hostname} has no password and is not on this machine.",
                "Give Redis a password (requirepass) and write it in BROKER_URL: redis://:password@host:6379/0.",
            )


def loopback(host: str) -> bool:
    """Say whether `host` is this machine and nobody else's."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _said(task: TaskSettings) -> str:
    return f"task {task.name}" if task.name else "a task"
