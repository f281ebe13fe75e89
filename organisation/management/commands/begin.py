"""`manage.py begin`: the organiser and its first administrator, in an installation that is empty."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError

from organisation.actions import Invited, Newcomer, Refused, create_unit, invite_staff
from organisation.enums import Role, UnitKind
from organisation.models import Unit


class Command(BaseCommand):
    """Store the organiser as the topmost unit, and mail its administrator an invitation."""

    help = "Begins an empty installation: names the organiser and mails its first administrator an invitation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the organiser's name and who the administrator is."""
        parser.add_argument("organiser", help="the organiser's name, such as “Exempelstads kommun”")
        parser.add_argument("email", help="the administrator's address")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin, and say what happens next."""
        try:
            validate_email(options["email"])
            invited = self._begin(options)
        except (Refused, ValidationError) as fault:
            raise CommandError(" ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)) from None
        self.stdout.write(f"{options['organiser']} is there. An invitation is on its way to {invited.user.email}.")

    @transaction.atomic
    def _begin(self, options: dict[str, Any]) -> Invited:
        if Unit.objects.exists():
            raise CommandError("There are units already: new people are invited from the page of a unit.")
        unit = create_unit(name=options["organiser"], kind=UnitKind.MUNICIPALITY)
        person = Newcomer(options["email"], options["first_name"], options["last_name"])
        return invite_staff(person=person, unit=unit, role=Role.ADMINISTRATOR)
