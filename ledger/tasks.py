"""What the clock and the queue start: an id in, an action called."""

from celery import shared_task

from ledger import actions


@shared_task(name="ledger.tasks.tick")
def tick() -> None:
    """Run the one-minute tick."""
    actions.tick()


@shared_task(name="ledger.tasks.relay")
def relay(effect_id: int) -> None:
    """Do an effect of the outbox."""
    actions.relay(effect_id=effect_id)


@shared_task(name="ledger.tasks.run_job")
def run_job(job_id: int) -> None:
    """Do a job."""
    actions.run_job(job_id=job_id)
