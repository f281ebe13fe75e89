"""Does a job, and kills its own process before a statement: `python -m tests.surveys.killing JOB STATEMENT`."""

import os
import signal
import sys

import django
import psycopg


class Watch:
    """Counts the statements of this process; kills it before one of them."""

    def __init__(self, at=None):
        self.said, self.at = [], at

    def __enter__(self):
        self.kept = {name: getattr(psycopg.Cursor, name) for name in ("execute", "executemany", "copy")}
        for name, original in self.kept.items():
            setattr(psycopg.Cursor, name, self._heard(original))
        return self

    def __exit__(self, *_fault):
        for name, original in self.kept.items():
            setattr(psycopg.Cursor, name, original)

    def _heard(self, original):
        def statement(cursor, query, *args, **kwargs):
            if len(self.said) == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
            self.said.append(str(query).strip().upper())
            return original(cursor, query, *args, **kwargs)

        return statement


def main(job, at):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from ledger.actions import run_job

    with Watch(at):
        run_job(job_id=job)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
