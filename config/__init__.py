"""Wiring only: settings, urls, celery, wsgi. Strings, no logic."""

import gc

# Python looks for garbage after every 700 new objects. All that is imported stays: a fifth of the time to start went into it.
gc.set_threshold(50_000, 20, 20)

from config.celery import app as celery_app  # noqa: E402 (after what makes the import cheaper)

__all__ = ["celery_app"]
