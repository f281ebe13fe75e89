"""The app ledger, and what it registers with the layers below."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """KEEPS: outbox, event log, tick, jobs, notices."""

    name = "ledger"
    verbose_name = "Liggare"
