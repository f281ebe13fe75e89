"""What was answered at a unit as a document: the same figures, words and blanks as on its page, to be read around a table."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import surveys
from organisation.enums import Area, Right
from organisation.views.gates import StaffRequest, may
from surveys.views.results import unit_result
from ui.charts import on_paper
from ui.components import Table
from ui.typeset import NotTypeset
from ui.views.documents import document_response

TEMPLATE = Path(surveys.__file__).resolve().parent / "templates" / "surveys" / "printed" / "report.typ"
logger = logging.getLogger("surveys.reporting")


@may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)
@require_safe
def result_report(request: StaffRequest, pk: int, place: int, audience: str) -> HttpResponse:
    """Give a unit's result as PDF."""
    data = document_of(unit_result(request.scope, pk, place, audience))
    try:
        # Answers in people's own words are forgotten with the round: no copy lies in the house (an order of all lies for a day).
        return document_response(request, TEMPLATE, data, title=f"{data['title']} {data['over']}", stored=False)
    except NotTypeset:
        logger.exception("A result could not be set as PDF")
        messages.error(request, _("PDF:en blev inte klar. Vänta några minuter och försök igen."))
        return redirect("result_unit", pk, place, audience)


def document_of(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the template sets. shown: what the unit's page is drawn with."""
    release = shown["release"]
    title = _("Så svarade de på %(unit)s") % {"unit": shown["place"].name}
    band = _("%(band)s har svarat. Det räcker för att visa hur gruppen svarade, utan att någon kan kännas igen.") % {
        "band": shown["band"]
    }
    return {
        "title": title,
        "over": f"{release.name} · {shown['audience']}",
        "date": release.closed_on.isoformat(),
        "language": get_language() or "sv",
        "footer": title,
        "lead": band if shown["band"] else "",
        "topics": [_topic(topic) for topic in shown["topics"]],
        "compared": _sheet(shown["compared"]),
        "rounds": [{"label": one["label"], "told": [list(pair) for pair in one["told"]]} for one in shown["rounds"]],
        "areas": [
            {"title": area, "charts": [on_paper(one) for one in charts], "means": _sheet(means)}
            for area, charts, means in shown["areas"]
        ],
        "said": [{"question": question, "texts": texts} for question, texts in shown["said"]],
        "hidden": _hidden() if shown["hidden"] else "",
        "changed": shown["changed"],
        "rules": [[one.label, one.rule] for one in shown["rules"]],
        "words": _words(),
    }


def _topic(topic: Mapping[str, Any]) -> dict[str, str]:
    return {name: topic[name] for name in ("head", "ask", "text")} | {"label": topic["measure"].in_full}


def _sheet(table: Table | None) -> dict[str, Any] | None:
    if table is None:
        return None
    return {
        "caption": "",
        "columns": [str(column.label) for column in table.columns],
        "rows": [[str(row.heading), *(str(cell.text) for cell in row.filled)] for row in table.rows],
        "headed": True,
    }


def _hidden() -> str:
    return _("Allt visas inte här, för att ingen ska kunna kännas igen. Svaren räknas med i enheterna ovanför.")


def _words() -> dict[str, str]:
    return {
        "page": _("Sida {n} av {total}"),
        "talk": _("Att prata om"),
        "compared": _("Jämfört med"),
        "rounds": _("De senaste gångerna"),
        "means": _("Här visar vi medelvärdet, men inte hur svaren fördelar sig, för att ingen ska kunna kännas igen."),
        "said": _("Med egna ord"),
        "order": _(
            "Svaren står i slumpvis ordning. Någon har läst dem först, och tagit bort det som kunde peka ut någon."
        ),
        "changed": _("Ändrat sedan förra gången"),
        "changed_why": _(
            "De här frågorna är nya, eller har fått andra ord eller en annan skala. De jämförs inte med förra gången."
        ),
        "counting": _("Så räknar vi"),
        "counting_how": _(
            "Ett medelvärde visas med en decimal. Nära skalans ände står det bara att det är under eller över ett värde."
            " Andelar är avrundade, mer ju färre som har svarat."
        ),
        "counting_few": _("Där få har svarat räknas ett index på de siffror som visas för frågorna, inte på svaren."),
    }
