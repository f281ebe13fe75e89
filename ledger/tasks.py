"""What the clock starts."""

from celery import shared_task


@shared_task(name="ledger.tasks.tick")
def tick() -> None:
    """Run the one-minute tick."""
