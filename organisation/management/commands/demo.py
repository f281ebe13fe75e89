"""`manage.py demo`: loads the demo municipality, each part once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organisation.actions import Refused, load_demo


class Command(BaseCommand):
    """Load what is not loaded yet."""

    help = "Loads the demo municipality, each app's part once. In demo and test mode only."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what."""
        try:
            loaded = load_demo()
        except Refused as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(f"Loaded: {', '.join(loaded)}." if loaded else "The demo municipality is loaded already.")
