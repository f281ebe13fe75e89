"""An outline as the plain values that `import_plan --json` prints."""

from datetime import date
from typing import Any

from quality.importing.findings import Code, Finding, Findings
from quality.importing.outline import Activity, Cell, Goal, Indicator, Outline, Period, Section


def outline_as_dict(outline: Outline) -> dict[str, Any]:
    """Return the outline: title, period, nodes, sections, findings, coverage (0 to 1)."""
    return {
        "title": _text(outline.title),
        "period": _period(outline.period),
        "nodes": [_goal(goal) for goal in outline.goals],
        "sections": [_section(section) for section in outline.sections],
        "findings": [_finding(finding) for finding in outline.findings],
        "coverage": outline.coverage.share,
    }


def refusal_as_dict(why: str) -> dict[str, Any]:
    """Return the same object for a file that could not be read: nothing but one finding of severity "error"."""
    findings = Findings()
    findings.add(Code.UNREADABLE, why=why)
    said = [_finding(finding) for finding in findings.made]
    return {"title": None, "period": None, "nodes": [], "sections": [], "findings": said, "coverage": 0.0}


def _text(cell: Cell | None) -> str | None:
    return cell.text if cell else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _period(period: Period | None) -> list[str] | None:
    return [period.start.isoformat(), period.end.isoformat()] if period else None


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "level": goal.level.value,
        "title": _text(goal.title),
        "period": _period(goal.period),
        "texts": {key: cell.text for key, cell in goal.texts.items()},
        "indicators": [_indicator(indicator) for indicator in goal.indicators],
        "activities": [_activity(activity) for activity in goal.activities],
        "followups": [cell.text for cell in goal.followups],
        "children": [_goal(child) for child in goal.children],
    }


def _indicator(indicator: Indicator) -> dict[str, str | None]:
    return {
        "name": indicator.name.text,
        "target": _text(indicator.target),
        "council_target": _text(indicator.council_target),
        "periodicity": _text(indicator.periodicity),
    }


def _activity(activity: Activity) -> dict[str, str | None]:
    return {
        "title": activity.title.text,
        "start": _day(activity.start.value if activity.start else None),
        "end": _day(activity.end.value if activity.end else None),
    }


def _section(section: Section) -> dict[str, str | None]:
    return {"title": _text(section.title), "text": section.text.text}


def _finding(finding: Finding) -> dict[str, str | int | None]:
    return {"severity": finding.severity.value, "line": finding.line, "text": finding.text, "message": finding.message}
