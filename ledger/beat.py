"""The part of beat that says when: it goes on though the host's clock is set back."""

from typing import Any

from celery.beat import PersistentScheduler


class SteadyScheduler(PersistentScheduler):
    """Celery's own, which is silent after the host's clock was set back, until it is as late as it was the last time.

    What ran in what is the future now is taken to have run now: the next time is as far away as always.
    """

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Send what is due; returns how many seconds may pass before the next look."""
        now = self.app.now()
        for entry in self.schedule.values():
            if entry.last_run_at is not None and entry.last_run_at > now:
                entry.last_run_at = now
                self._heap = None
        wait: float = super().tick(*args, **kwargs)
        return wait
