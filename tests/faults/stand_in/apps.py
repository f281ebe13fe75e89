"""Registers what the workers of the fault tests do."""

import datetime as dt
import os
import time
from pathlib import Path

from django.apps import AppConfig

SOON = dt.timedelta(seconds=3)


def leave_trace(row):
    """Write a line each time; nothing in the table would refuse a second one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO stand_in (kind, key, process) VALUES (%s, %s, %s)", [row.kind, row.key, os.getpid()]
        )


def slowly(row):
    """Leave a trace and take a while, so that there is something to kill."""
    leave_trace(row)
    time.sleep(row.payload.get("ms", 20) / 1000)


def letter(row):
    """Write the letter of a row."""
    from django.core.mail import EmailMessage

    return EmailMessage(row.key, "Hej", "house@ronnfjard.example", [f"someone{row.key}@ronnfjard.example"])


def work(job):
    """Leave a trace for each step, and go on after the last one that was told."""
    from ledger import actions

    for step in range(job.done, job.arguments["steps"]):
        leave_trace(Step(job, step))
        actions.progress(job=job, done=step + 1, total=job.arguments["steps"])
        time.sleep(job.arguments["ms"] / 1000)


class Step:
    """A job's step as a row that leaves a trace."""

    def __init__(self, job, step):
        self.kind, self.key = job.kind, f"{job.pk}:{step}"


def on_a_host_whose_clock_is_wrong(file):
    """Let Celery of this process believe that it is as many days later as the file says."""
    from celery import Celery

    right = Celery.now
    Celery.now = lambda app: right(app) + dt.timedelta(days=int(file.read_text()))


class StandInConfig(AppConfig):
    """The app."""

    name = "tests.faults.stand_in"
    label = "stand_in"

    def ready(self):
        from ledger.kinds import EffectKind, JobKind, effects, jobs, mail_kind

        effects.register("test.row", EffectKind(leave_trace, patience=SOON))
        effects.register("test.slow", EffectKind(slowly, patience=SOON))
        effects.register("test.mailed", mail_kind(letter, patience=SOON))
        jobs.register("test.resumed", JobKind(work, resumable=True, patience=SOON))
        jobs.register("test.broken", JobKind(work, patience=SOON))
        if "HOST_CLOCK" in os.environ:
            on_a_host_whose_clock_is_wrong(Path(os.environ["HOST_CLOCK"]))
