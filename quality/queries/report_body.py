"""A report as data: what it shows while it is written, and what is frozen when it is handed in.

Words of people and numbers are in it as they are; labels are not, they come with the reader's language. Every number has the id
of what it was taken from. Names of people are not in it either: ids are, so that a person can be forgotten.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from organisation.models import Period
from quality.enums import ReportGap, ReportKind, TurnOutcome
from quality.models import GoalVersion, Improvement, Indicator, Observation, Report
from quality.queries.measures import as_point
from quality.queries.report_facts import Facts
from quality.rules.report import (
    SUMMARY,
    Section,
    keys_of,
    left_out,
)
from quality.rules.standing import Judged, definition_at, judged

NONE = "none"  # of a goal: nobody has said whether it was reached
MOST_DRAWN = 5
Body = dict[str, Any]


@dataclass(frozen=True)
class Drafted:
    """A report as it stands: its body, and what one higher up takes from it."""

    body: Body
    summary: Body

    @property
    def fingerprint(self) -> str:
        """Return a name for all of it."""
        said = json.dumps([self.body, self.summary], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


def keys_in(facts: Facts) -> list[str]:
    """Return the keys of the sections that these facts give."""
    return keys_of([one.goal_id for one in facts.goals], [one.report.unit_id for one in facts.gathered])


def drafted(report: Report, facts: Facts, sections: Iterable[Section]) -> Drafted:
    """Return a report with the sections that are shown, in order."""
    goals = {version.goal_id: _goal(report, facts, version) for version in facts.goals}
    counts = dict(Counter(goal["outcome"] for goal in goals.values()))
    lacking = _missing(facts, goals.values())
    shown = [_section(one, facts, goals, counts, lacking) for one in sections if one.shown]
    body = {
        "kind": report.kind,
        "unit": {"id": report.unit_id, "key": report.unit.key, "name": report.unit.name},
        "period": _period(report.period),
        "sections": shown,
    }
    own = next((one for one in shown if one["key"] == SUMMARY), {"before": "", "after": ""})
    summary = {"before": own["before"], "after": own["after"], "counts": counts}
    summary |= {"lacks": _count(lacking), "left_out": lacking["areas"]}
    return Drafted(body, summary)


def period_in(said: Mapping[str, str]) -> Period:
    """Return a period of a body as one that can say its name; it is not stored."""
    days = {name: dt.date.fromisoformat(said[name]) for name in ("starts_on", "ends_on")}
    return Period(kind=said["kind"], name=said["name"], **days)


def _section(one: Section, facts: Facts, goals: Mapping[int, Body], counts: Mapping[str, int], lacking: Body) -> Body:
    made: Body = {"key": one.key, "before": one.before, "after": one.after}
    match one.kind:
        case "summary":
            made["counts"] = counts
            made["goals"] = [{name: goal[name] for name in ("id", "title", "outcome")} for goal in goals.values()]
            made["editions"] = [_taken(each) for each in facts.gathered]
        case "goal":
            made["goal"] = goals[one.row]
        case "unit":
            made["edition"] = next(_taken(each) for each in facts.gathered if each.report.unit_id == one.row)
        case "carried":
            made["improvements"] = [_improvement(each) | _origin(each) for each in facts.carried]
        case "activities":
            made["rows"] = [
                {"goal": version.goal_id, "title": version.title, "counts": dict(facts.activities[version.goal_id])}
                for version in facts.goals
                if facts.activities.get(version.goal_id)
            ]
        case "curriculum":
            made["areas"] = lacking["areas"]
        case "missing":
            made |= lacking
    return made


def _taken(edition: Any) -> Body:
    unit = edition.report.unit
    return {
        "id": edition.pk,
        "report": edition.report_id,
        "number": edition.number,
        "fingerprint": edition.fingerprint,
        "unit": {"id": unit.pk, "key": unit.key, "name": unit.name},
    }


def _goal(report: Report, facts: Facts, version: GoalVersion) -> Body:
    goal, turn = version.goal_id, facts.turns.get(version.goal_id)
    analysis = getattr(turn, "analysis", None) if goal in facts.decided else None
    improvements = [_improvement(one) for one in facts.improvements.get(goal, [])]
    indicators = [_indicator(report, facts, version, one) for one in facts.indicators.get(goal, [])]
    made: Body = {
        "id": goal,
        "title": version.title,
        "level": version.level,
        "unit": {"id": version.goal.unit_id, "key": version.goal.unit.key, "name": version.goal.unit.name},
        "curriculum": version.curriculum,
        "turn": turn.pk if turn else None,
        "stage": turn.process.stage if turn else "",
        "outcome": analysis.outcome if analysis else NONE,
        "result": analysis.result if analysis else "",
        "causes": analysis.causes if analysis else "",
        "reasons": _reasons(facts, goal) if analysis else [],
        "loose": facts.quoted.get((goal, None), []) if analysis else [],
        "indicators": indicators,
        "improvements": improvements,
    }
    gaps = _gaps(report, facts, goal, made)
    return made | {"gaps": gaps}


def _reasons(facts: Facts, goal: int) -> list[Body]:
    """Return the causes that an analysis names, with the ids of their evidence: its words are the reader's right to ask for."""
    return [
        {"id": one.pk, "text": one.text, "quotes": facts.quoted.get((goal, one.pk), [])}
        for one in facts.causes.get(goal, [])
    ]


def _gaps(report: Report, facts: Facts, goal: int, made: Body) -> list[str]:
    """Return what a goal lacks. What the law wants of a year (skollagen 4 kap. 3 §) is not asked for after a tertial."""
    found: list[str] = []
    turn = facts.turns.get(goal)
    if turn is None:
        found.append(ReportGap.NO_TURN)
    elif made["outcome"] == NONE and report.kind == ReportKind.YEAR:
        found.append(ReportGap.NOT_DECIDED if hasattr(turn, "analysis") else ReportGap.NO_ANALYSIS)
    if made["outcome"] in (TurnOutcome.PARTLY, TurnOutcome.NOT_REACHED) and not made["improvements"]:
        found.append(ReportGap.NO_IMPROVEMENT)
    if any(not one["values"] for one in made["indicators"]):
        found.append(ReportGap.NO_VALUE)
    return [str(one) for one in found]


def _missing(facts: Facts, goals: Iterable[Body]) -> Body:
    known = list(goals)
    return {
        "goals": [{"id": one["id"], "title": one["title"], "gaps": one["gaps"]} for one in known if one["gaps"]],
        "indicators": [
            {"id": each["id"], "name": each["name"]}
            for one in known
            for each in one["indicators"]
            if not each["values"]
        ],
        "areas": _areas(facts, known),
        "units": [{"id": unit.pk, "key": unit.key, "name": unit.name} for unit in facts.lacking],
    }


def _areas(facts: Facts, goals: list[Body]) -> list[str]:
    """Return the areas of the curriculum that neither a goal of the report nor one of those that it gathers names."""
    left = left_out(text for one in goals for text in one["curriculum"])
    return [area for area in left if all(area in one.summary["left_out"] for one in facts.gathered)]


def _count(lacking: Body) -> int:
    return sum(len(lacking[name]) for name in ("goals", "areas", "units"))


def _improvement(one: Improvement) -> Body:
    return {
        "id": one.pk,
        "turn": one.turn_id,
        "measure": one.measure,
        "due_on": one.due_on.isoformat(),
        "owner": one.owner_id,
        "became": one.became,
    }


def _origin(one: Improvement) -> Body:
    return {"period": _period(one.turn.period), "into": one.carried_into_id}


def _indicator(report: Report, facts: Facts, version: GoalVersion, one: Indicator) -> Body:
    known = facts.definitions[one.pk]
    now = definition_at(known, report.period.ends_on)
    units: dict[int, list[Observation]] = {}
    for value in facts.values.get(one.pk, []):
        units.setdefault(value.unit_id, []).append(value)
    own = version.goal.unit_id
    wanted = {own: units[own]} if own in units else units
    rows = {unit: judged(known, [as_point(value) for value in found]) for unit, found in wanted.items()}
    told = [
        _value(value, row)
        for unit, found in wanted.items()
        for value, row in [_last_of(report, found, rows[unit])]
        if value is not None and row is not None
    ]
    history = next(iter(wanted.values())) if len(wanted) == 1 else []
    return {
        "id": one.pk,
        "name": now.name,
        "target": now.target,
        "council_target": now.council_target,
        "measure": now.unit_of_measure,
        "values": told,
        "history": [_drawn(value) for value in history[-MOST_DRAWN:]],
    }


def _last_of(report: Report, values: list[Observation], rows: list[Judged]) -> tuple[Observation | None, Judged | None]:
    """Return the last value of a period that lies within the report's, with how it stands."""
    inside = [
        (value, row)
        for value, row in zip(values, rows, strict=True)
        if value.period.starts_on >= report.period.starts_on and value.period.ends_on <= report.period.ends_on
    ]
    return inside[-1] if inside else (None, None)


def _value(value: Observation, row: Judged) -> Body:
    return _drawn(value) | {
        "unit": {"id": value.unit_id, "key": value.unit.key, "name": value.unit.name},
        "provenance": value.provenance,
        "source": value.source,
        "outcome": str(row.judgement.outcome),
        "why": str(row.judgement.why),
    }


def _drawn(value: Observation) -> Body:
    return {
        "id": value.pk,
        "number": format(value.number.normalize(), "f"),
        "measure": value.unit_of_measure,
        "period": _period(value.period),
    }


def _period(period: Period) -> dict[str, str]:
    days = {"starts_on": period.starts_on.isoformat(), "ends_on": period.ends_on.isoformat()}
    return {"kind": period.kind, "name": period.name, **days}
