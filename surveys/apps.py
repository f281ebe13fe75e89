"""The app surveys, and what it registers with the layers below."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """ASKS: engine: questionnaires, rounds, ballots, release, results."""

    name = "surveys"
    verbose_name = "Enkäter"
