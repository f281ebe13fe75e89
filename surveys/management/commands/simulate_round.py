"""`manage.py simulate_round --units N --invited N --answer-rate P [--walk N] [--close] [--release] [--seed N]`: any round."""

import json
import time
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ledger import clock
from organisation.actions import Refused, load_demo
from organisation.actions.demo import MODES
from surveys.actions import release_round
from surveys.demo.instruments import GUARDIANS
from surveys.demo.simulating import simulate
from surveys.demo.walking import Stuck
from surveys.models import Questionnaire, Round
from surveys.models.keys import KeyMissing


class Command(BaseCommand):
    """Make the round, and print what became of it as one line of JSON."""

    help = (
        "Makes a round over units of its own in the demo municipality, and lets a share of those invited answer plausibly, "
        "in bulk. With --walk N the first N of them answer over HTTP instead, from a letter's link to the receipt: in the web "
        "that runs, else in one of this command's own. With --close its answers are mixed at once, with --release "
        "its result is made too. In demo and test mode only."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many units and people, the share that answers, and the seed of what they answer."""
        parser.add_argument("--units", type=int, required=True, metavar="N")
        parser.add_argument("--invited", type=int, required=True, metavar="N")
        parser.add_argument("--answer-rate", type=float, required=True, metavar="P", help="0 to 1")
        parser.add_argument("--walk", type=int, default=0, metavar="N", help="how many answer over HTTP")
        parser.add_argument("--close", action="store_true", help="close the round and mix its answers")
        parser.add_argument("--release", action="store_true", help="close it, and make its result")
        parser.add_argument("--seed", type=int, default=1, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the round and print the line."""
        if settings.MODE not in MODES:
            raise CommandError("A round can be simulated in demo and test mode only; this is production.")
        units, invited, rate = options["units"], options["invited"], options["answer_rate"]
        if units < 1 or invited < 1 or not 0 <= rate <= 1:
            raise CommandError("Give at least one unit and one person, and a share from 0 to 1.")
        if not 0 <= options["walk"] <= invited:
            raise CommandError(f"{options['walk']} cannot walk of {invited} invited: give --walk from 0 to --invited.")
        try:
            if not Questionnaire.objects.filter(key=GUARDIANS).exists():
                load_demo()
            begun = time.monotonic()
            how = {"close": options["close"] or options["release"], "seed": options["seed"], "walks": options["walk"]}
            made = simulate(units=units, invited=invited, rate=rate, **how)
            if options["release"]:
                release_round(round=Round.objects.get(pk=made.round), now=clock.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except KeyMissing as missing:
            raise CommandError("A round needs a folder for its keys: set KEYS_DIR.") from missing
        except Stuck as fault:
            raise CommandError(
                f"Somebody who walked did not come to the receipt; the round stays open. {fault}"
            ) from fault
        self.stdout.write(json.dumps({**asdict(made), "seconds": round(time.monotonic() - begun, 2)}))
