"""Ties the demo's indicators that guardians answer for to the guardian survey: their next values come with its result."""

import datetime as dt

from django.utils import timezone

from ledger import clock
from quality.actions.sources import tie_indicator
from quality.demo import loading
from quality.demo.building import ident
from quality.models import Indicator
from surveys.models import Questionnaire

GUARDIANS = "forskoleundersokningen"
MEASURES = {
    "rf-trygga": "andel-trygg",
    "n-ideer": "andel-allvar",
    "n-dagen": "andel-dagen",
    "s-introduktion": "andel-introduktion",
}


def load() -> None:
    """Tie them in January of last year, each by whoever decides about the plan. What was reported before stays."""
    year = clock.today().year - 1
    with clock.one_now(dt.datetime(year, 1, 12, 9, tzinfo=timezone.get_default_timezone())):
        _tie()


def _tie() -> None:
    survey = Questionnaire.objects.get(key=GUARDIANS)
    ties = {ident("indicator", name): measure for name, measure in MEASURES.items()}
    for indicator in Indicator.objects.filter(block_id__in=ties).select_related("series__unit").order_by("pk"):
        actor = loading.person_of(loading.DECIDERS[indicator.series.unit.key])
        tie_indicator(indicator=indicator, questionnaire=survey, measure=ties[indicator.block_id], actor=actor)
