"""`manage.py erase_person EMAIL --yes | --again`: erases a person's data; after a restore, everyone's who was erased."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organisation.actions import Refused, erase_again, erase_person
from organisation.models import User


class Command(BaseCommand):
    """Erase."""

    help = "Erases what is known about a person. --again, after a restore: erases everyone whom the erasure log names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address and the consent, or the wish to begin again from the log."""
        parser.add_argument("email", nargs="?")
        parser.add_argument("--yes", action="store_true", help="it cannot be undone: say that you mean it")
        parser.add_argument("--again", action="store_true", help="erase again everyone whom the erasure log names")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and say what was done."""
        if options["again"]:
            self.stdout.write(f"{len(erase_again())} people were back and are erased again.")
            return
        person = User.objects.filter(email=(options["email"] or "").strip().lower()).first()
        if person is None:
            raise CommandError("There is nobody with that address.")
        if not options["yes"]:
            raise CommandError(f"This erases what is known about {person} and cannot be undone. Add --yes.")
        try:
            erase_person(person=person)
        except Refused as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write("Erased. Roles that were held stay as rows without a name; the erasure log has a new line.")
