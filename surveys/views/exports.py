"""A result as a file: what its reader's pages show, figure by figure, with what the figures mean. Never a single ballot."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from organisation.enums import Area, Right, UnitKind
from organisation.views.gates import StaffRequest, may
from surveys.queries.exporting import MEAN, SIGNS, ExportRow, export_rows
from surveys.queries.results import Reading
from surveys.renderers import Sheet, Value, Variable, csv_pieces, has_spss, json_pieces, numbered, spss_file, workbook
from surveys.rules.results.wording import Measure, measures
from surveys.views.results import audience_label, reading_for
from surveys.views.rounds.header import limits
from ui.views.documents import disposition

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "sav": "application/x-spss-sav",
    "json": "application/json; charset=utf-8",
}
FORMAT = "kvalitetshjulet/result/1"


@may(Area.CELLS, Right.READ_WORK_ENVIRONMENT)
@require_safe
def result_file(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """Hand out a result as a workbook, CSV, JSON or for SPSS: the reader's units, and no more than their pages show."""
    if form not in TYPES or (form == "sav" and not has_spss()):
        raise Http404
    reading = reading_for(request.scope, pk)
    words = measures(reading.release.version.definition, reading.release.head, get_language() or "sv")
    rows = export_rows(reading, words)
    response: StreamingHttpResponse
    if form == "xlsx":
        response = FileResponse(workbook([_values(rows), _codebook(words), _rules(reading, words)]))
    elif form == "sav":
        response = FileResponse(spss_file(reading.release.name, _variables(), map(_spss_row, rows)))
    elif form == "csv":
        pieces = csv_pieces(_values(rows), decimal_comma=get_language() != "en")
        response = StreamingHttpResponse(pieces)
    else:
        response = StreamingHttpResponse(json_pieces(_head(reading, words), "figures", map(_as_json, rows)))
    response["Content-Type"] = TYPES[form]
    response["Content-Disposition"] = disposition(reading.release.name, form, kept=True)
    response["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, response)  # the doors know no other kind; it has what they touch


def _values(rows: Iterator[ExportRow]) -> Sheet:
    titles = [
        _("Enhet"),
        _("Enhetens nyckel"),
        pgettext("enhet", "Sort"),
        _("Vilka som svarade"),
        _("Område"),
        _("Fråga"),
        _("Nyckel"),
        _("Mått"),
        _("Svar"),
        _("Svarets nummer"),
        _("Tecken"),
        _("Värde"),
        _("Antal svar"),
        _("Avrundat till"),
    ]
    return Sheet(_("Värden"), titles, [28, 16, 14, 18, 24, 44, 22, 14, 22, 8, 8, 8, 10, 8], map(_value, rows))


def _value(row: ExportRow) -> list[Value]:
    one = row.measure
    return [
        row.place,
        row.place_key,
        str(UnitKind(row.kind).label) if row.kind in UnitKind.values else "",
        audience_label(row.audience),
        one.area,
        one.in_full,
        one.key,
        _figure(row, one),
        one.steps[row.answer - 1] if row.answer else "",
        row.answer or None,
        row.sign,
        row.value,
        row.band,
        row.step,
    ]


def _figure(row: ExportRow, one: Measure) -> str:
    if row.figure == MEAN:
        return _figures()[1 if one.is_index else 0]
    return _figures()[2]


def _variables() -> list[Variable]:
    """The columns of a file for SPSS: the same as of the others, with numbers where it wants numbers."""
    return [
        Variable("enhet", _("Enhet")),
        Variable("enhetsnyckel", _("Enhetens nyckel")),
        Variable("sort", pgettext("enhet", "Sort")),
        Variable("vilka", _("Vilka som svarade")),
        Variable("omrade", _("Område")),
        Variable("fraga", _("Fråga")),
        Variable("nyckel", _("Nyckel")),
        Variable("matt", _("Mått"), is_number=True, numbers=numbered(_figures())),
        Variable("svarstext", _("Svar")),
        Variable("svar", _("Svarets nummer"), is_number=True),
        Variable("tecken", _("Tecken"), is_number=True, numbers=numbered(SIGNS.values())),
        Variable("varde", _("Värde"), is_number=True),
        Variable("antal", _("Antal svar")),
        Variable("avrundat", _("Avrundat till"), is_number=True),
    ]


def _spss_row(row: ExportRow) -> list[Value]:
    figures, signs = _figures(), list(SIGNS.values())
    told = _value(row)
    told[7], told[10] = figures.index(str(told[7])) + 1, signs.index(row.sign) + 1
    return told


def _figures() -> list[str]:
    return [_("Medelvärde"), pgettext("mått", "Index"), _("Andel i procent")]


def _codebook(words: Mapping[str, Measure]) -> Sheet:
    titles = [_("Nyckel"), _("Område"), _("Fråga"), _("Svar"), _("Lägsta värde"), _("Högsta värde")]
    rows = [
        [
            one.key,
            one.area,
            one.in_full,
            "; ".join(f"{number} = {step}" for number, step in enumerate(one.steps, start=1)),
            _end(one, 0),
            _end(one, 1),
        ]
        for one in words.values()
    ]
    return Sheet(_("Kodbok"), titles, [24, 24, 60, 60, 10, 10], rows)


def _end(one: Measure, which: int) -> Value:
    return f"{one.ends[which]:g}" if one.ends else ""


def _rules(reading: Reading, words: Mapping[str, Measure]) -> Sheet:
    release = reading.release
    said: list[list[Value]] = [
        [_("Resultat"), release.name],
        [_("Stängde"), release.closed_on.isoformat()],
        [_("Enkätens utgåva"), str(release.version.number)],
        [
            _("Tomt"),
            _("Det som saknas visas inte, för att ingen ska kunna kännas igen. Det betyder inte noll."),
        ],
        [
            _("Tecken"),
            _("< och > säger att värdet ligger under eller över gränsen, inte var."),
        ],
    ]
    said += [[_("Vad som visas"), sentence] for sentence in limits(release.round)]
    said += [[one.label, one.rule] for one in words.values() if one.is_index]
    return Sheet(_("Regler"), [_("Vad"), _("Regel")], [30, 60], said)


def _head(reading: Reading, words: Mapping[str, Measure]) -> dict[str, Any]:
    release = reading.release
    return {
        "format": FORMAT,
        "name": release.name,
        "closed_on": release.closed_on.isoformat(),
        "questionnaire": release.version.questionnaire.key,
        "version": release.version.number,
        "content_hash": release.version.content_hash,
        "measures": [
            {
                "key": one.key,
                "question": one.in_full,
                "area": one.area,
                "answers": list(one.steps),
                "ends": list(one.ends) if one.ends else None,
                "rule": one.rule,
            }
            for one in words.values()
        ],
    }


def _as_json(row: ExportRow) -> dict[str, Any]:
    return {
        "place": row.place_key,
        "place_name": row.place,
        "audience": row.audience,
        "measure": row.measure.key,
        "figure": row.figure,
        "answer": row.answer or None,
        "sign": row.sign,
        "value": float(row.value),
        "n": row.band,
        "step": row.step,
    }
