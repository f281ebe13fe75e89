"""An adopted edition looked up and put together to be read. The number of statements does not grow with the plan."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.queries.reading_addresses import goal_anchor, goal_url
from cms.queries.reading_chains import Chains, chains_of, contributions_to
from cms.rules.reading import (
    NOTHING,
    GoalPiece,
    Heading,
    Level,
    Part,
    Picture,
    Piece,
    Prose,
    Reading,
    Sheet,
    TablePiece,
    leveled,
)
from cms.rules.reading_text import nodes_of
from quality.enums import BetterDirection, GoalLevel, Periodicity
from quality.models import Goal, PlanEdition
from quality.rules.frozen import from_data
from quality.rules.plan import ActivityText, GoalText, IndicatorText

LONG = "j F Y"


@dataclass(frozen=True)
class Surroundings:
    """What an edition is read beside, and does not hold itself. `rows`: its goals' numbers in the tables, by their ids."""

    rows: Mapping[str, int]
    chains: Chains
    given: Mapping[int, tuple[Level, ...]]

    def print(self) -> str:
        """Return a name for all of it: where any of it is another, so is the name."""
        said: list[Mapping[Any, object]] = [self.rows, self.chains.levels, self.chains.above, self.given]
        return hashlib.sha256(repr([sorted(each.items()) for each in said]).encode()).hexdigest()


def surroundings_of(edition: PlanEdition, today: dt.date) -> Surroundings:
    """Return what stands above an edition's goals and what contributes to them today, or on its nearest day."""
    series = dict(Goal.objects.filter(series=edition.series_id).values_list("block_id", "pk"))
    rows = {goal["id"]: series[key] for goal in edition.goals if (key := UUID(goal["id"])) in series}
    day = min(max(today, edition.effective_on), edition.ends_on)
    wanted = {goal.get("contributes_to") for goal in edition.goals} - {None}
    return Surroundings(rows, chains_of(wanted, day), contributions_to(rows.values(), day))


def head_of(edition: PlanEdition) -> Reading:
    """Return what stands over an edition's text, in the language of the thread; its pieces are left out."""
    return Reading(
        title=edition.title,
        number=edition.number,
        place=tuple(unit["name"] for unit in reversed(edition.tree)),
        adopted=_("Antagen {day} av {name}").format(
            day=date_format(localtime(edition.adopted_at), LONG), name=edition.adopted_by.get_full_name()
        ),
        adopted_on=localtime(edition.adopted_at).date(),
        period=_("gäller {period}").format(period=period_of(edition)),
        withdrawn=_withdrawn(edition),
        fingerprint=edition.fingerprint,
    )


def reading_of(edition: PlanEdition, around: Surroundings) -> Reading:
    """Return an edition as it is read, in the language of the thread. Nobody's right is asked here."""
    drawn = _goal_pieces(edition, from_data(edition.goals), around)
    return replace(head_of(edition), pieces=leveled(_pieces(edition.body, drawn)))


def period_of(edition: PlanEdition) -> str:
    """Return the days that a plan covers, in words; an edition that came in mid-year says from when."""
    start, end = max(edition.starts_on, min(edition.effective_on, edition.ends_on)), edition.ends_on
    first = date_format(start, "j F" if start.year == end.year else LONG)
    return f"{first}–{date_format(end, LONG)}"


def _withdrawn(edition: PlanEdition) -> str:
    if edition.withdrawn_at is None:
        return ""
    return _("Utgåvan återtogs den {day} och gäller inte.").format(
        day=date_format(localtime(edition.withdrawn_at), LONG)
    )


def _pieces(body: Sequence[Mapping[str, Any]], goals: dict[UUID, GoalPiece]) -> list[Piece]:
    """Return the body's pieces; goals that it leaves out come last."""
    left = dict(goals)
    pieces: list[Piece] = []
    for at, block in enumerate(body):
        match block:
            case {"kind": "heading", "text": text, "level": level}:
                pieces.append(Heading(text, f"del-{at + 1}", level))
            case {"kind": "text", "html": html}:
                nodes = nodes_of(html)
                pieces += [Prose(nodes, 4)] if nodes else []
            case {"kind": "table", "caption": caption, "header": header, "rows": rows}:
                pieces += _written_table(caption, header, rows)
            case {"kind": "image", "id": number, "alt": alt, "url": url, "width": width, "height": height}:
                pieces.append(Picture(number, alt, url, width, height))
            case {"kind": "goal", "id": block_id} if UUID(block_id) in left:
                pieces.append(left.pop(UUID(block_id)))
    return [*pieces, *left.values()]


def _written_table(caption: str, header: list[str], rows: list[list[str]]) -> list[Piece]:
    width = max(map(len, [header, *rows]), default=0)
    if not width:
        return []
    filled = tuple((*row, *[""] * (width - len(row))) for row in [header, *rows])
    own = frozenset(range(width))
    return [TablePiece(Sheet(caption, filled[0], filled[1:], own=own, written=True))]


def _goal_pieces(edition: PlanEdition, goals: Sequence[GoalText], around: Surroundings) -> dict[UUID, GoalPiece]:
    unit = edition.tree[-1]["name"] if edition.tree else ""
    texts = {goal.id: goal for goal in goals}
    chains = around.chains
    counted: Counter[str] = Counter()
    pieces = {}
    for goal in goals:
        counted[goal.level] += 1
        row = around.rows.get(str(goal.id), 0)
        pieces[goal.id] = GoalPiece(
            row=row,
            number=counted[goal.level],
            anchor=goal_anchor(goal.id),
            over=f"{GoalLevel(goal.level).label} {counted[goal.level]} · {unit}",
            title=goal.title,
            chain=_chain(goal, texts, unit, chains),
            towards=chains.line(goal.contributes_to) if goal.parent and goal.contributes_to else (),
            description=goal.description.strip(),
            parts=tuple(_parts(goal)),
            sheets=tuple(_sheets(goal)),
            contributions=around.given.get(row, ()),
            url=goal_url(row),
        )
    return pieces


def _chain(goal: GoalText, texts: Mapping[UUID, GoalText], unit: str, chains: Chains) -> tuple[Level, ...]:
    """Return what the goal stands under, from the top down: in its own plan, and above that in plans higher up."""
    above: list[Level] = []
    top = goal
    while top.parent is not None and top.parent in texts:
        top = texts[top.parent]
        above.append(Level(f"{GoalLevel(top.level).label} · {unit}", top.title, f"#{goal_anchor(top.id)}"))
    return (*chains.line(top.contributes_to), *reversed(above))


def _parts(goal: GoalText) -> list[Part]:
    named = [
        (_("Förväntat resultat"), goal.expected_result),
        (_("Arbetssätt"), goal.methods),
        (_("Resursanvändning"), goal.resources),
        (_("Uppföljning"), goal.follow_up),
        (_("Utveckling"), goal.development),
        (_("Läroplansmål"), "\n".join(goal.curriculum)),
    ]
    return [Part(label, text.strip()) for label, text in named if text.strip()]


def _sheets(goal: GoalText) -> list[Sheet]:
    sheets = []
    if goal.indicators:
        sheets.append(
            Sheet(
                caption=_("Indikatorer"),
                columns=(_("Indikator"), _("Årsmål"), _("KF:s årsmål"), _("Mäts per")),
                rows=tuple(_indicator_cells(row) for row in goal.indicators),
                notes=tuple(_indicator_note(row) for row in goal.indicators),
                headed=True,
                own=frozenset({0, 1, 2}),
            )
        )
    if goal.activities:
        sheets.append(
            Sheet(
                caption=_("Aktiviteter"),
                columns=(_("Aktivitet"), _("Start"), _("Slut"), _("Ansvarig")),
                rows=tuple(_activity_cells(row) for row in goal.activities),
                headed=True,
                own=frozenset({0, 3}),
            )
        )
    return sheets


def _indicator_cells(row: IndicatorText) -> tuple[str, ...]:
    often = str(Periodicity(row.periodicity).label).lower() if row.periodicity else NOTHING
    return (row.name, row.target or NOTHING, row.council_target or NOTHING, often)


def _indicator_note(row: IndicatorText) -> str:
    measured = _("Mäts i {unit}.").format(unit=row.unit_of_measure) if row.unit_of_measure else ""
    direction = f"{BetterDirection(row.direction).label}." if row.direction != BetterDirection.UNKNOWN else ""
    return " ".join(filter(None, [measured, direction]))


def _activity_cells(row: ActivityText) -> tuple[str, ...]:
    start, end = (_short(day) if day else NOTHING for day in (row.start, row.end))
    return (row.title, start, end, row.responsible or NOTHING)


def _short(day: dt.date) -> str:
    """Return a day with its month cut short; Swedish writes months with small letters."""
    return date_format(day, "j b Y" if (get_language() or "sv") == "sv" else "j M Y")
