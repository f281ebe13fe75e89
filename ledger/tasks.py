"""What the clock and the queue start: an id in, an action called."""

from typing import Any

from celery import shared_task
from celery.signals import beat_init

from ledger import actions
from ledger.actions import broker


@shared_task(name="ledger.tasks.tick")
def tick() -> None:
    """Run the one-minute tick."""
    actions.tick()


@beat_init.connect
def tick_at_once(**kwargs: Any) -> None:
    """Begin with a tick: what waited while nothing ran need not wait a minute more."""
    broker.send(task=tick.name)


@shared_task(name="ledger.tasks.relay")
def relay(effect_id: int) -> None:
    """Do an effect of the outbox."""
    actions.relay(effect_id=effect_id)


@shared_task(name="ledger.tasks.run_job")
def run_job(job_id: int) -> None:
    """Do a job."""
    actions.run_job(job_id=job_id)
