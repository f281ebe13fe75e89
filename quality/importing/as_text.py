"""An outline as a person reads it in a terminal."""

from collections.abc import Iterator

from quality.importing.outline import Goal, Level, Outline, Period

LEVELS = {
    Level.DIRECTION: "Inriktningsmål",
    Level.AREA: "Mål för verksamhetsområdet",
    Level.COMMITTEE: "Nämndmål",
    Level.UNIT: "Enhetsmål",
    Level.OPERATIONAL: "Verksamhetsmål",
    Level.FOCUS: "Fokusområde",
}
TEXTS = {
    "description": "Beskrivning",
    "expected_result": "Förväntat resultat",
    "methods": "Arbetssätt",
    "resources": "Resursanvändning",
    "development": "Utveckling",
    "schedule": "Tidsplanering",
}
SEVERITIES = {"info": "Bra att veta", "warning": "Titta på", "error": "Fel"}


def outline_as_text(outline: Outline) -> str:
    """Return the outline: what was found, goal by goal, and what to look at."""
    return "\n".join([*_head(outline), "", *_goals(outline), *_sections(outline), "", *_findings(outline)])


def _head(outline: Outline) -> Iterator[str]:
    yield f"Titel: {outline.title.text if outline.title else 'sägs inte'}"
    yield f"Period: {_period(outline.period) or 'sägs inte'}"
    yield "Mål: " + (
        ", ".join(f"{LEVELS[level]} {count}" for level, count in outline.count().items() if count) or "inga"
    )
    goals = list(outline.all_goals())
    rows = (
        ("Indikatorer", sum(len(goal.indicators) for goal in goals)),
        ("Aktiviteter", sum(len(goal.activities) for goal in goals)),
        ("Uppföljningar", sum(len(goal.followups) for goal in goals)),
        ("Avsnitt", len(outline.sections)),
    )
    yield ", ".join(f"{name} {count}" for name, count in rows)
    yield f"Placerad text: {outline.coverage.share:.1%}".replace(".", ",").replace("%", " %")


def _period(period: Period | None) -> str:
    return f"{period.start.isoformat()} – {period.end.isoformat()}" if period else ""


def _goals(outline: Outline) -> Iterator[str]:
    for goal in outline.goals:
        yield from _goal(goal, 0)


def _goal(goal: Goal, depth: int) -> Iterator[str]:
    inset = "  " * depth
    period = f" ({_period(goal.period)})" if goal.period else ""
    yield f"{inset}{LEVELS[goal.level]}: {goal.title.text if goal.title else '–'}{period}"
    for key, cell in goal.texts.items():
        yield f"{inset}  {TEXTS[key]}: {len(cell.text.split())} ord"
    for indicator in goal.indicators:
        cells = (indicator.target, indicator.council_target, indicator.periodicity)
        yield f"{inset}  Indikator: {indicator.name.text} | " + " | ".join(cell.text if cell else "–" for cell in cells)
    for activity in goal.activities:
        days = " – ".join(day.cell.text for day in (activity.start, activity.end) if day)
        yield f"{inset}  Aktivitet: {activity.title.text}" + (f" ({days})" if days else "")
    for followup in goal.followups:
        yield f"{inset}  Uppföljning: {followup.text}"
    for child in goal.children:
        yield from _goal(child, depth + 1)


def _sections(outline: Outline) -> Iterator[str]:
    for section in outline.sections:
        yield f"Avsnitt: {section.title.text if section.title else 'utan rubrik'}, {len(section.text.text.split())} ord"


def _findings(outline: Outline) -> Iterator[str]:
    if not outline.findings:
        yield "Inget att titta på."
    for finding in outline.findings:
        place = f", rad {finding.line}" if finding.line else ""
        quote = f" ”{finding.text}”" if finding.text else ""
        yield f"{SEVERITIES[finding.severity]}{place}: {finding.message}{quote}"
