"""`manage.py import_plan FILE --dry-run [--json]`: reads a plan and shows what it was read as. Needs no database."""

import json
import stat
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from quality.importing.as_json import outline_as_dict, refusal_as_dict
from quality.importing.as_text import outline_as_text
from quality.importing.files import read_file, refuse_too_big
from quality.importing.outline import Outline
from quality.importing.refusal import Refused

REFUSED = 2
STORE_BY_HAND = (
    "En plan sparas inte härifrån: någon granskar den först i redigeringen, och därifrån blir den ett utkast. "
    "Kör med --dry-run för att se hur filen läses."
)


class Command(BaseCommand):
    """Exit status 0: the file was read, however much there is to look at. 2: it was not; standard error says why."""

    help = (
        "Reads a plan (text, PDF or DOCX) and shows its goals, what to look at, and how much of the text was placed. "
        "Nothing is stored: a plan is stored from the review in the back office. Exits with 0, or 2 if the file cannot be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a file and how to show it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="the plan: .txt, .pdf or .docx")
        parser.add_argument("--dry-run", action="store_true", help="read and show, store nothing; has to be given")
        parser.add_argument("--json", action="store_true", help="one JSON object on one line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file and show it."""
        try:
            if not options["dry_run"]:
                raise Refused(STORE_BY_HAND)
            outline = read_path(options["file"])
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(one_line(refusal_as_dict(str(refusal))))
            self.stderr.write(str(refusal))
            sys.exit(REFUSED)
        self.stdout.write(one_line(outline_as_dict(outline)) if options["json"] else outline_as_text(outline))


def read_path(path: Path) -> Outline:
    """Return the outline of a file on disk. Raises Refused, also for a file that is missing, no file, or too big to be opened."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Refused(f"{path.name} är en mapp, inte en fil.")
        if not stat.S_ISREG(status.st_mode):
            raise Refused(f"{path.name} är inte en fil.")
        refuse_too_big(status.st_size)
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"Filen {path.name} finns inte.") from None
    except OSError as error:
        raise Refused(f"Filen {path.name} går inte att öppna: {error.strerror}.") from None
    return read_file(data)


def one_line(value: dict[str, Any]) -> str:
    """Return a value as JSON on one line, Swedish letters as they are."""
    return json.dumps(value, ensure_ascii=False)
