"""A report's body as it is read: sections with texts, tables and charts, in the reader's language, on a page and on paper."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.access import Scope
from organisation.models import User
from quality.enums import ActivityStatus, Became, CurriculumArea, Provenance, ReportGap, ReportKind, TurnOutcome
from quality.models import Observation, Quotation, ReportEdition
from quality.queries import evidence
from quality.queries.report_body import NONE, Body, period_in
from quality.queries.report_facts import LATE
from quality.queries.saying import with_unit
from quality.rules.report import ACTIVITIES, CARRIED, CURRICULUM, MISSING, SUMMARY
from quality.rules.targets import Outcome, Why
from quality.templatetags.quality import OUTCOMES, WHYS
from quality.templatetags.quality import outcome as drawn_outcome
from quality.views.reports.blocks import Block, Known, Line, Quote, Shown
from ui.charts import Bar, BarFigure
from ui.components import Cell, Column, Link, Row, Table, Text
from ui.templatetags.ui.marks import status

TITLES: Mapping[str, str | Promise] = {
    SUMMARY: gettext_lazy("Sammanfattning"),
    CARRIED: gettext_lazy("Det vi skulle förbättra från förra året"),
    ACTIVITIES: gettext_lazy("Aktiviteterna"),
    CURRICULUM: gettext_lazy("Läroplanens områden"),
    MISSING: gettext_lazy("Det här saknas"),
}
GOALS: Mapping[str, tuple[str, str | Promise]] = {  # how a goal went: the mark and its word
    TurnOutcome.REACHED: ("reached", OUTCOMES[Outcome.REACHED]),
    TurnOutcome.PARTLY: ("partly", OUTCOMES[Outcome.PARTLY]),
    TurnOutcome.NOT_REACHED: ("missed", OUTCOMES[Outcome.NOT_REACHED]),
    TurnOutcome.NOT_MEASURED: ("unmeasured", OUTCOMES[Outcome.NOT_MEASURED]),
    NONE: ("unmeasured", gettext_lazy("Inte analyserat")),
}
LEAST_BARS = 2


def report_title(kind: str, period: Any) -> str:
    """Return what a report is called: “Verksamhetsberättelse 2026”, “Tertialrapport, tertial 1 2026”."""
    said = str(period.label())
    words = _("%(report)s %(period)s") if kind == ReportKind.YEAR else _("%(report)s: %(period)s")
    return words % {"report": ReportKind(kind).label, "period": said}


def known_of(body: Body, scope: Scope) -> Known:
    """Look up what a body points at, as the person may read it: a few statements, however large it is."""
    goals = [one["goal"] for one in body["sections"] if "goal" in one]
    improvements = [each for one in body["sections"] for each in one.get("improvements", ())]
    owners = {each["owner"] for each in improvements} | {each["owner"] for one in goals for each in one["improvements"]}
    values = [each["id"] for one in goals for row in one["indicators"] for each in row["values"]]
    corrected = Observation.objects.filter(replaces__in=values).select_related("period", "unit")
    editions = {
        each["id"] for one in body["sections"] for each in (*one.get("editions", ()), one.get("edition")) if each
    }
    found = ReportEdition.objects.filter(pk__in=editions).defer("body").select_related("report__unit", "report__period")
    quoted = [pk for one in goals for pk in _quoted(one)]
    return Known(
        User.objects.in_bulk(owners - {None}),
        {one.replaces_id: one for one in corrected if one.replaces_id is not None},
        {one.pk: one for one in found},
        {one.quotation.pk: one for one in evidence.shown(scope, Quotation.objects.filter(pk__in=quoted))},
    )


def _quoted(goal: Body) -> Iterator[int]:
    """Yield the ids of what the analysis of a goal quotes."""
    for cause in goal.get("reasons", ()):
        yield from cause["quotes"]
    yield from goal.get("loose", ())


def shown_sections(body: Body, known: Known) -> list[Shown]:
    """Return the sections of a report in order."""
    titles = {f"goal:{one['goal']['id']}" for one in body["sections"] if "goal" in one}
    return [_shown(one, body, known, titles) for one in body["sections"]]


def _shown(one: Body, body: Body, known: Known, here: set[str]) -> Shown:
    own = {"before": one["before"], "after": one["after"]}
    if "goal" in one:
        goal = one["goal"]
        blocks = tuple(_goal(goal, body, known))
        over = "" if goal["unit"]["id"] == body["unit"]["id"] else goal["unit"]["name"]
        url = reverse("goal", args=[goal["id"]])
        return Shown(one["key"], goal["title"], own=True, over=over, blocks=blocks, url=url, **own)
    if "edition" in one:
        blocks = tuple(_gathered(one["edition"], known))
        return Shown(one["key"], one["edition"]["unit"]["name"], own=True, blocks=blocks, **own)
    made = {
        SUMMARY: lambda: _summary(one, known, here),
        CARRIED: lambda: _improvements(one["improvements"], known),
        ACTIVITIES: lambda: _activities(one["rows"]),
        CURRICULUM: lambda: _curriculum(one["areas"]),
        MISSING: lambda: _missing(one),
    }[one["key"]]()
    return Shown(one["key"], TITLES[one["key"]], blocks=tuple(made), **own)


def _summary(one: Body, known: Known, here: set[str]) -> Iterator[Block]:
    if one["goals"]:
        yield Block("bars", figure=_counts(one["counts"]))
        rows = [_goal_row(goal, here) for goal in one["goals"]]
        yield Block(
            "table", table=Table(_("Målen"), [Column(_("Mål"), wide=True), Column(_("Läge"))], rows, quiet=True)
        )
    if one["editions"]:
        yield Block("table", table=_units(one["editions"], known))
    if not one["goals"] and not one["editions"]:
        yield Block("gaps", lines=(Line(_("Här finns inga mål och inga enheters rapporter att berätta om än.")),))


def _goal_row(goal: Body, here: set[str]) -> Row:
    key = f"goal:{goal['id']}"
    url = f"#{key.replace(':', '-')}" if key in here else reverse("goal", args=[goal["id"]])
    return Row(goal["title"], [Cell(_mark(goal["outcome"]))], url=url)


def _mark(outcome: str) -> Text:
    name, word = GOALS[outcome]
    return status(name, str(word))


def _counts(counts: Mapping[str, int]) -> BarFigure:
    bars = [Bar(word, float(counts[outcome])) for outcome, (_name, word) in GOALS.items() if counts.get(outcome)]
    high = float(max(sum(counts.values()), 1))
    return BarFigure(_("Så gick det med målen"), _("Läge"), bars, unit="", high=high, decimals=0)


def _units(editions: Iterable[Body], known: Known) -> Table:
    columns = [Column(_("Enhet"), wide=True), *(Column(word, number=True) for _name, word in GOALS.values())]
    rows = []
    for one in editions:
        counts = known.editions[one["id"]].summary["counts"]
        cells = [Cell(str(counts.get(outcome, 0)), number=True) for outcome in GOALS]
        rows.append(Row(one["unit"]["name"], cells, url=_edition_url(one)))
    return Table(_("Enheternas mål"), columns, rows)


def _edition_url(one: Body) -> str:
    return reverse("report_edition", args=[one["report"], one["number"]])


def _gathered(one: Body, known: Known) -> Iterator[Block]:
    """What a unit says itself, quoted with its source: it is written once."""
    edition = known.editions[one["id"]]
    title = report_title(edition.report.kind, edition.report.period)
    yield Block("bars", figure=_counts(edition.summary["counts"]))
    for part in ("before", "after"):
        if edition.summary[part]:
            yield Block("quote", text=edition.summary[part])
    if edition.summary["lacks"]:
        words = ngettext("En sak saknas i rapporten.", "%(count)d saker saknas i rapporten.", edition.summary["lacks"])
        yield Block("gaps", lines=(Line(words % {"count": edition.summary["lacks"]}),))
    said = _("%(unit)s: %(title)s, utgåva %(number)s") % {
        "unit": one["unit"]["name"],
        "title": title,
        "number": one["number"],
    }
    yield Block("source", link=Link(said, _edition_url(one)))


def _goal(goal: Body, body: Body, known: Known) -> Iterator[Block]:
    mark, word = GOALS[goal["outcome"]]
    yield Block("status", mark=mark, text=str(word))
    gaps = [Line(str(ReportGap(gap).label)) for gap in goal["gaps"]]
    if gaps:
        yield Block("gaps", lines=tuple(gaps))
    for part, label in (("result", _("Vad blev resultatet?")), ("causes", _("Vad beror det på?"))):
        if goal[part]:
            yield Block("text", label=label, text=goal[part])
    yield from _reasons(goal, known)
    if goal["turn"] and goal["outcome"] != NONE:
        yield Block("source", link=Link(_("Ur analysen av målet"), reverse("goal_turn", args=[goal["turn"]])))
    if goal["indicators"]:
        yield Block("table", table=_indicators(goal, known))
        for row in goal["indicators"]:
            figure = _history(row)
            if figure is not None:
                yield Block("bars", figure=figure)
    if goal["improvements"]:
        yield from _improvements(goal["improvements"], known, _("Det här ska förbättras"))


def _reasons(goal: Body, known: Known) -> Iterator[Block]:
    """The causes that the analysis names, each with its evidence, and what else it quotes. Early editions have none of them."""
    label = _("Orsaker, var och en med sitt belägg")
    for number, one in enumerate(goal.get("reasons", ())):
        yield Block("cause", label="" if number else label, text=one["text"], quotes=_quotes(one["quotes"], known))
    if goal.get("loose"):
        yield Block("cause", label=_("Analysen bygger också på"), quotes=_quotes(goal["loose"], known))


def _quotes(ids: Iterable[int], known: Known) -> tuple[Quote, ...]:
    return tuple(_quote(known.quoted[pk]) for pk in ids if pk in known.quoted)


def _quote(one: evidence.Shown) -> Quote:
    """Return a quotation with its source, or, where its source is not the reader's (docs/adr/0080), that there is one."""
    if one.hidden:
        kind = {"kind": one.kind.lower()}
        return Quote(note=_("Ett citat ur en källa som du inte har tillgång till (%(kind)s).") % kind)
    day = date_format(one.quotation.source_day, "j F Y")
    return Quote(one.text, one.name, day, one.url)


def _indicators(goal: Body, known: Known) -> Table:
    columns = [
        Column(_("Indikator"), wide=True),
        Column(_("Värde"), number=True),
        Column(_("Årsmål")),
        Column(_("Läge")),
    ]
    rows = [line for one in goal["indicators"] for line in _indicator_rows(goal, one, known)]
    return Table(_("Indikatorer"), columns, rows)


def _indicator_rows(goal: Body, one: Body, known: Known) -> Iterator[Row]:
    address, target = reverse("indicator", args=[one["id"]]), one["target"] or "–"
    if not one["values"]:
        state = drawn_outcome(Outcome.NOT_MEASURED)
        yield Row(one["name"], [Cell(_("Saknas")), Cell(target), Cell(state)], url=address)
    for value in one["values"]:
        where = value["unit"]["name"] if value["unit"]["id"] != goal["unit"]["id"] else ""
        url = f"{address}?enhet={value['unit']['key']}"
        said = [where, str(period_in(value["period"]).label()), _origin(value), _corrected(value, known), _why(value)]
        note = " · ".join(filter(None, said))
        cells = [
            Cell(written(value), number=True, url=reverse("value", args=[value["id"]])),
            Cell(target),
            Cell(drawn_outcome(Outcome(value["outcome"]))),
        ]
        yield Row(one["name"], cells, url=url, note=note)


def written(value: Body) -> str:
    """Return a value with its unit of measure."""
    return with_unit(Decimal(value["number"]), value["measure"])


def _origin(value: Body) -> str:
    if value["provenance"] == Provenance.RELEASED:
        return _("Från enkäten %(survey)s") % {"survey": value["source"]}
    if value["provenance"] == Provenance.IMPORTED:
        return _("Inläst från %(source)s") % {"source": value["source"]}
    return ""


def _corrected(value: Body, known: Known) -> str:
    new = known.corrected.get(value["id"])
    return _("Rättat sedan dess: %(value)s") % {"value": with_unit(new.number, new.unit_of_measure)} if new else ""


def _why(value: Body) -> str:
    return str(WHYS.get(Why(value["why"]), ""))


def _history(one: Body) -> BarFigure | None:
    """Return the values of the last years as bars: those in the same unit of measure, none below nothing."""
    alike = [each for each in one["history"] if each["measure"] == one["measure"] and Decimal(each["number"]) >= 0]
    if len(alike) < LEAST_BARS or not one["values"]:
        return None
    bars = [
        Bar(str(period_in(each["period"]).label()), float(each["number"]), url=reverse("value", args=[each["id"]]))
        for each in alike
    ]
    return BarFigure(one["name"], _("Period"), bars, unit=one["measure"])


def _improvements(rows: Iterable[Body], known: Known, label: str = "") -> Iterator[Block]:
    lines = [
        Line(one["measure"], " · ".join(filter(None, _about(one, known))), reverse("goal_turn", args=[one["turn"]]))
        for one in rows
    ]
    if lines:
        yield Block("lines", label=label, lines=tuple(lines))
    else:
        yield Block("gaps", lines=(Line(_("Inget följde med från förra året.")),))


def _about(one: Body, known: Known) -> Iterator[str]:
    if "period" in one:
        yield str(period_in(one["period"]).label())
    day = date_format(dt.date.fromisoformat(one["due_on"]), "j F Y")
    yield _("Klart senast %(day)s") % {"day": day}
    if one["became"]:
        yield str(Became(one["became"]).label)
    owner = known.people.get(one["owner"])
    if owner is not None:
        yield owner.get_full_name()


def _activities(rows: list[Body]) -> Iterator[Block]:
    if not rows:
        yield Block("gaps", lines=(Line(_("Målen har inga aktiviteter.")),))
        return
    heads: list[tuple[str, Text]] = [
        *((each.value, str(each.label)) for each in ActivityStatus),
        (LATE, _("Försenade")),
    ]
    columns = [Column(_("Mål"), wide=True), *(Column(label, number=True) for _key, label in heads)]
    lines = [
        Row(
            one["title"],
            [Cell(str(one["counts"].get(key, 0)), number=True) for key, _label in heads],
            url=reverse("goal_activities", args=[one["goal"]]),
        )
        for one in rows
    ]
    yield Block("table", table=Table(_("Aktiviteter per mål"), columns, lines))


def _curriculum(areas: list[str]) -> Iterator[Block]:
    left = [CurriculumArea(area) for area in areas]
    named = [Line(str(area.label)) for area in CurriculumArea if area not in left]
    if named:
        yield Block("lines", label=_("Målen handlar om"), lines=tuple(named))
    if left:
        yield Block("gaps", label=_("Inget mål nämner"), lines=tuple(Line(str(area.label)) for area in left))


def _missing(one: Body) -> Iterator[Block]:
    goals = tuple(
        Line(
            goal["title"],
            " ".join(str(ReportGap(gap).label) for gap in goal["gaps"]),
            reverse("goal", args=[goal["id"]]),
        )
        for goal in one["goals"]
    )
    indicators = tuple(Line(each["name"], "", reverse("indicator", args=[each["id"]])) for each in one["indicators"])
    areas = tuple(Line(str(CurriculumArea(area).label)) for area in one["areas"])
    units = tuple(Line(unit["name"]) for unit in one["units"])
    for label, lines in (
        (_("Mål som det saknas något om"), goals),
        (_("Indikatorer utan värde"), indicators),
        (_("Områden i läroplanen som inget mål nämner"), areas),
        (_("Skolenheter som inte har någon godkänd rapport"), units),
    ):
        if lines:
            yield Block("gaps", label=label, lines=lines)
    if not (goals or indicators or areas or units):
        yield Block("text", text=_("Ingenting saknas."))
