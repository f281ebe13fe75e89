"""`manage.py import_plan FILE [--unit KEY] [--dry-run] [--json]`: reads a plan, shows it, and keeps it to be reviewed."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, transaction
from django.urls import reverse

from cms.actions.plan_imports import keep_reading, store_plan_import
from cms.importing.apart import reading_of
from cms.models import PlanImport
from ledger import clock
from organisation.models import Unit
from quality.importing.on_disk import REFUSED, add_arguments, read_path, refuse, shown
from quality.importing.outline import Outline
from quality.importing.refusal import Refused

NO_UNIT = "Säg vilken enhets plan det är med --unit NYCKEL, eller kör med --dry-run för att bara se hur filen läses."
NO_DATABASE = "Databasen svarar inte, så planen kunde inte sparas. Kör med --dry-run för att bara se hur filen läses."


class Command(BaseCommand):
    """Exit status 0: the file was read, and kept where it was to be. 2: it was not; standard error says why."""

    help = (
        "Reads a plan (text, PDF or DOCX), shows its goals, what to look at, and how much of the text was placed, and keeps it "
        "for the unit: somebody reviews it, and it becomes a draft. Prints the review's address (with --json: on standard "
        "error). Exits with 0, or 2 if the file cannot be read or kept."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a file, whose plan it is, and how to show it."""
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, show it, and keep it unless it is a dry run."""
        address = ""
        try:
            unit = None if options["dry_run"] else unit_of(options["unit"])
            outline = read_path(options["file"])
            if unit:
                address = kept_for(unit, options["file"].name, outline)
        except OperationalError:
            raise SystemExit(self._refused(options, NO_DATABASE)) from None
        except Refused as refusal:
            raise SystemExit(self._refused(options, str(refusal))) from None
        self.stdout.write(shown(outline, options["json"]))
        if address:
            (self.stderr if options["json"] else self.stdout).write(f"Granska planen: {address}")

    def _refused(self, options: dict[str, Any], why: str) -> int:
        """Say why nothing came of it; return the exit status."""
        refuse(why, options["json"], self.stdout, self.stderr)
        return REFUSED


def unit_of(key: str) -> Unit:
    """Return the open unit with a key. Raises Refused."""
    if not key:
        raise Refused(NO_UNIT)
    unit = Unit.objects.open_on(clock.today()).filter(key=key).first()
    if unit is None:
        raise Refused(f"Det finns ingen öppen enhet med nyckeln {key}.")
    return unit


@transaction.atomic
def kept_for(unit: Unit, filename: str, outline: Outline) -> str:
    """Keep what a file was read as for `unit`'s leaders to review; return the address."""
    kept: PlanImport = store_plan_import(unit=unit, content=b"", filename=filename, actor=None)
    keep_reading(plan_import=kept, reading=reading_of(outline))
    return settings.SITE_URL.rstrip("/") + reverse("plan_import", args=[kept.pk])
