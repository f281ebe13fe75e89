"""`manage.py verify_round ROUND`: is a round what it promises?"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.models import Round
from surveys.queries.verifying import faults_of


class Command(BaseCommand):
    """Exit status 0: all holds. 1: a sentence for each thing that does not."""

    help = "Counts spent invitations against answers, compares ballots with the mixer's event, looks for keys and leftovers."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the round's id."""
        parser.add_argument("round", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, say what is wrong, exit."""
        held = Round.objects.filter(pk=options["round"]).first()
        if held is None:
            raise CommandError(f"There is no round {options['round']}.")
        found = list(faults_of(held))
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            sys.exit(1)
        self.stdout.write(f"Round {held.pk} is {held.state}: all holds.")
