"""A file of values as it would be stored: row by row what is new, what says otherwise, what is the same, and what is faulty."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.access import Scope
from organisation.importing.columns import Column, Line, lines
from organisation.importing.findings import Findings, Unreadable
from organisation.importing.tables import read_table
from organisation.models import Unit
from organisation.rules.periods import Span
from organisation.rules.sorting import sort_key
from quality.access import reporting_units
from quality.enums import Provenance
from quality.models import Indicator, IndicatorVersion, Observation
from quality.queries.saying import with_unit
from quality.queries.values import kind_of, label_of
from quality.rules.period_words import read_period
from quality.rules.values import Refused, Value, read_value

COLUMNS = (
    Column(
        "unit",
        "Enhet",
        ("unit", "nyckel", "enhetsnyckel", "enhetskod", "förskola", "skolenhet", "enhetsnamn"),
        True,
        gettext_lazy("Enhetens namn eller nyckel."),
        "Förskolan Tallkotten",
    ),
    Column(
        "period",
        "Period",
        ("år", "year", "mätperiod", "tid", "datum"),
        True,
        gettext_lazy("2025, T2 2025, H1 2025, 2025-03 eller 2025/26, efter hur ofta indikatorn mäts."),
        "2025",
        40,
    ),
    Column(
        "value",
        "Värde",
        ("value", "utfall", "resultat", "mätvärde"),
        True,
        gettext_lazy("Med siffror, med komma eller punkt: 4,9 eller 32 %."),
        "83 %",
        60,
    ),
    Column("comment", "Kommentar", ("comment", "anteckning", "not"), False, gettext_lazy("Behövs inte."), "", 1_000),
)
UNIT, PERIOD, VALUE = (column.header for column in COLUMNS[:3])
NEW, CHANGED, SAME = "new", "changed", "same"
MOST_ROWS = 2_000
SENTENCES = {
    Refused.EMPTY: gettext_lazy("Cellen är tom."),
    Refused.VAGUE: gettext_lazy("Ett bestämt tal behövs. Är talet osäkert, så skriv det i kommentaren."),
    Refused.SEVERAL: gettext_lazy("Det står mer än ett tal i cellen."),
    Refused.UNREADABLE: gettext_lazy("Det går inte att läsa som ett tal."),
    Refused.TOO_LONG: gettext_lazy("Talet är för långt: högst fyra decimaler."),
    Refused.OTHER_UNIT: gettext_lazy("Indikatorn mäts i en annan måttenhet."),
}


@dataclass(frozen=True)
class Row:
    """A row of the file that can be stored. unit: its id; before: the value that stands now, in words, empty where none does."""

    number: int
    unit: int
    unit_name: str
    span: Span
    value: Value
    comment: str
    state: str
    before: str = ""

    @property
    def period(self) -> str:
        """What the period is called."""
        return label_of(self.span)

    @property
    def written(self) -> str:
        """The value in words."""
        return with_unit(self.value.number, self.value.unit)


@dataclass
class Read:
    """A file as it would be stored. `mark` changes with anything that would be stored or corrected."""

    rows: list[Row] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    def count(self, state: str) -> int:
        """Return how many rows are in a state."""
        return Counter(row.state for row in self.rows)[state]

    @property
    def mark(self) -> str:
        """The mark of what would be stored."""
        told = [
            [
                row.unit,
                row.span.kind,
                row.span.starts_on.isoformat(),
                str(row.value.number),
                row.comment,
                row.state,
                row.before,
            ]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def read_file(scope: Scope, indicator: Indicator, content: bytes) -> Read:
    """Return what a file would store of an indicator. A file that is no table at all has one fault, which says why."""
    read = Read()
    try:
        table = read_table(content, read.findings)
        if len(table.rows) > MOST_ROWS:
            raise Unreadable(_("Filen har fler än %(limit)s rader. Dela upp den.") % {"limit": MOST_ROWS})
        found = list(lines(table, COLUMNS, read.findings))
    except Unreadable as why:
        read.findings.fault(None, "", str(why))
        return read
    _fill(read, found, _Known(scope, indicator))
    read.findings.in_order()
    return read


class _Known:
    """What rows are read against: the units that may be reported for, the definition, the values that stand."""

    def __init__(self, scope: Scope, indicator: Indicator) -> None:
        self.names: dict[str, list[Unit]] = {}
        for unit in reporting_units(scope, indicator):
            for name in {sort_key(unit.name), sort_key(unit.key)}:
                self.names.setdefault(name, []).append(unit)
        version = IndicatorVersion.objects.decided_last().filter(indicator=indicator).first()
        self.kind = kind_of(version.periodicity if version else "")
        self.measure = version.unit_of_measure if version else ""
        rows = (
            Observation.objects.standing().filter(indicator=indicator, period__kind=self.kind).select_related("period")
        )
        self.standing = {(row.unit_id, row.period.starts_on): row for row in rows}
        self.today = scope.day


def _fill(read: Read, found: list[Line], known: _Known) -> None:
    first: dict[tuple[int, object], int] = {}
    for line in found:
        unit, span = _unit(line, known, read.findings), _span(line, known, read.findings)
        value = _number(line, known, read.findings)
        if unit is None or span is None or value is None:
            continue
        place = (unit.pk, span.starts_on)
        if place in first:
            said = {"row": first[place]}
            read.findings.fault(line.row, PERIOD, _("Samma enhet och period står på rad %(row)s.") % said)
            continue
        first[place] = line.row
        standing = known.standing.get(place)
        if standing is not None and standing.provenance == Provenance.RELEASED and standing.number != value.number:
            sentence = _("Värdet kommer från en enkät och ersätts inte av en fil.")
            read.findings.fault(line.row, VALUE, sentence)
            continue
        state = NEW if standing is None else SAME if standing.number == value.number else CHANGED
        before = with_unit(Decimal(standing.number), standing.unit_of_measure) if standing is not None else ""
        read.rows.append(Row(line.row, unit.pk, unit.name, span, value, line.cells["comment"], state, before))


def _unit(line: Line, known: _Known, findings: Findings) -> Unit | None:
    said = line.cells["unit"]
    found = known.names.get(sort_key(said), []) if said else []
    if len(found) == 1:
        return found[0]
    if said:
        sentence = (
            _("Flera enheter heter så. Skriv nyckeln.")
            if found
            else _("Ingen enhet som du kan rapportera för heter så.")
        )
        findings.fault(line.row, UNIT, sentence)
    return None


def _span(line: Line, known: _Known, findings: Findings) -> Span | None:
    said = line.cells["period"]
    span = read_period(said)
    if span is None:
        if said:
            findings.fault(
                line.row, PERIOD, _("Det går inte att läsa som en period. Skriv till exempel 2025 eller T2 2025.")
            )
        return None
    if span.kind != known.kind:
        findings.fault(line.row, PERIOD, _("Indikatorn mäts med en annan periodicitet."))
        return None
    if span.starts_on > known.today:
        findings.fault(line.row, PERIOD, _("Perioden har inte börjat än."))
        return None
    return span


def _number(line: Line, known: _Known, findings: Findings) -> Value | None:
    said = line.cells["value"]
    if not said:
        return None
    read = read_value(said, known.measure)
    if isinstance(read, Value):
        return read
    findings.fault(line.row, VALUE, str(SENTENCES[read]))
    return None
