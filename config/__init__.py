"""Wiring only: settings, urls, celery, wsgi. Strings, no logic."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
