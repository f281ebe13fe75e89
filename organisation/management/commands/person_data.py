"""`manage.py person_data EMAIL`: everything that is stored about one person, as JSON."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organisation.models import User
from organisation.queries.person_data import as_text, data_of


class Command(BaseCommand):
    """Show a person's data."""

    help = "Writes everything that is stored about the person with this address, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the data."""
        person = User.objects.filter(email=options["email"].strip().lower()).first()
        if person is None:
            raise CommandError("There is nobody with that address.")
        self.stdout.write(as_text(data_of(person)))
