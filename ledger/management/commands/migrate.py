"""`manage.py migrate`: Django's own, but an empty database begins with `baseline.sql` instead of two hundred migrations."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

from ledger.baseline import begin


class Command(migrate.Command):
    """Bring the tables up to date. What the baseline does not hold yet is applied after it, as everywhere else."""

    def add_arguments(self, parser: CommandParser) -> None:
        """Take also the wish to walk every migration."""
        super().add_arguments(parser)
        parser.add_argument(
            "--from-nothing", action="store_true", help="Walk every migration, also where the database is empty."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin an empty database from the baseline, then migrate."""
        plain = not any(
            options[name] for name in ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
        )
        if plain and not options["from_nothing"]:
            begin(connections[options["database"]])
        super().handle(*args, **options)
