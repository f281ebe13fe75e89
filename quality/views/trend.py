"""An indicator's values as a line: gaps where nothing was measured, a break where it was measured in another way."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.enums import PeriodKind
from organisation.models import Period
from organisation.rules.periods import Span, periods_of
from quality.models import Observation
from quality.queries.saying import decimals_of
from quality.rules.standing import Definition, Judged, changed_parts, definition_at
from quality.rules.targets import read_target
from ui.charts import Break, Series, TrendFigure

MOST_POINTS = 24
CHANGED = {  # what breaks the line; a new target does not: its own line makes a step
    "name": gettext_lazy("en annan formulering"),
    "unit_of_measure": gettext_lazy("en annan måttenhet"),
    "direction": gettext_lazy("en annan riktning"),
    "periodicity": gettext_lazy("mäts olika ofta"),
}


@dataclass(frozen=True)
class Row:
    """A stored value with how it stands, the values that it replaced, newest first, and the page of the result it comes from."""

    value: Observation
    judged: Judged
    replaced: Sequence[Observation] = ()
    result: str = ""


def trend(name: str, rows: Sequence[Row], comparison: Sequence[Row], definitions: Sequence[Definition]) -> TrendFigure:
    """Return the figure of one unit's values, oldest first, beside those of the goal's own unit, where they are another's.

    What is measured in another unit than the latest value stands in the table alone. At most the last 24 periods are drawn.
    """
    latest = rows[-1].value
    spans = _spans(rows)[-MOST_POINTS:]
    own = {_key(row.value.period): row for row in rows}
    other = {_key(row.value.period): row for row in comparison}
    unit = latest.unit_of_measure
    drawn = [row.value.number for row in (*rows, *comparison) if row.value.unit_of_measure == unit]
    return TrendFigure(
        title=name,
        first_column=_("Period"),
        periods=[short_label(span) for span in spans],
        own=Series(latest.unit.name, [_number(own.get(_span_key(span)), unit) for span in spans]),
        comparison=Series(comparison[-1].value.unit.name, [_number(other.get(_span_key(span)), unit) for span in spans])
        if comparison
        else None,
        target=[_target(definition_at(definitions, span.ends_on), unit) for span in spans],
        unit=unit,
        decimals=max(decimals_of(number) for number in drawn),
        breaks=_breaks(spans, definitions),
    )


def short_label(span: Span) -> str:
    """Return what a period is called under a chart: “T2 25”, “maj 25”, “2025”."""
    year = span.starts_on.year
    match span.kind:
        case PeriodKind.TERTIAL:
            return _("T%(number)s %(year)s") % {"number": span.starts_on.month // 4 + 1, "year": f"{year % 100:02d}"}
        case PeriodKind.HALF_YEAR:
            half = 1 if span.starts_on.month == 1 else 2
            return _("H%(number)s %(year)s") % {"number": half, "year": f"{year % 100:02d}"}
        case PeriodKind.MONTH:
            return date_format(span.starts_on, "b y")
    return str(year)


def _spans(rows: Sequence[Row]) -> list[Span]:
    """Return the periods of the values with those between them that have none, where all are of one kind."""
    periods = [row.value.period for row in rows]
    kinds = {period.kind for period in periods}
    if len(kinds) == 1 and (kind := kinds.pop()) != PeriodKind.FREE:
        return list(periods_of(kind, periods[0].starts_on, periods[-1].ends_on))
    return [Span(period.kind, period.starts_on, period.ends_on) for period in periods]


def _number(row: Row | None, unit: str) -> float | None:
    return float(row.value.number) if row is not None and row.value.unit_of_measure == unit else None


def _target(definition: Definition, unit: str) -> float | None:
    target = read_target(definition.target)
    if target.number is None or (target.unit and unit and target.unit != unit):
        return None
    return float(target.number)


def _breaks(spans: Sequence[Span], definitions: Sequence[Definition]) -> list[Break]:
    """Return where the wording, the scale, the direction or the periodicity changed: the reason given, else what changed."""
    held = [definition_at(definitions, span.ends_on) for span in spans]
    found = []
    for index in range(1, len(spans)):
        parts = [part for part in changed_parts(held[index - 1], held[index]) if part in CHANGED]
        if parts:
            found.append(Break(index, held[index].reason or ", ".join(str(CHANGED[part]) for part in parts)))
    return found


def _key(period: Period) -> tuple[str, str]:
    return period.kind, period.starts_on.isoformat()


def _span_key(span: Span) -> tuple[str, str]:
    return span.kind, span.starts_on.isoformat()
