"""`{% load cms %}`: a plan's text as a page draws it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.adoption.plan import TAGS, plan_text
from cms.models import PlanPage
from quality.enums import GoalLevel, Periodicity
from quality.models import GoalVersion
from quality.rules.plan import PARTS, GoalText, PlanText
from ui.components import Cell, Column, Row, Table
from ui.templatetags.ui.words import day as in_words

register = template.Library()


@dataclass(frozen=True)
class Laid:
    """A piece of a draft's body. `level`: of its heading. `goal`: what it stands for, where it is a goal."""

    piece: dict[str, Any]
    level: int
    goal: GoalText | None = None


@register.simple_tag
def compiled(page: PlanPage) -> PlanText:
    """Return what a page says."""
    return plan_text(page)


@register.filter
def laid_out(text: PlanText) -> list[Laid]:
    """Return the body's pieces, each with the level of its heading: none is skipped, whatever the draft says. The title is 1."""
    goals = {str(goal.id): goal for goal in text.goals}
    last = 1
    pieces = []
    for piece in text.body:
        if piece["kind"] == "heading":
            last = min(piece["level"], last + 1)
            pieces.append(Laid(piece, last))
        else:
            pieces.append(Laid(piece, last + 1, goals.get(piece.get("id", ""))))
    return pieces


@register.filter
def cleaned(html: str) -> SafeString:
    """Return written text as it may stand on a page: cleaned once more, whoever stored it."""
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener"))  # noqa: S308 (cleaned)


@register.filter
def as_table(piece: dict[str, Any]) -> Table:
    """Return a table of the plan as the component draws it."""
    columns = [Column(label) for label in piece["header"]]
    rows = [Row(row[0], [Cell(cell) for cell in row[1:]]) for row in piece["rows"] if row]
    return Table(piece["caption"], columns, rows)


@register.filter
def level_label(goal: GoalText) -> str:
    """Return what the goal's level is called."""
    return str(dict(GoalLevel.choices).get(goal.level, goal.level))


@register.filter
def title_in(key: UUID, text: PlanText) -> str:
    """Return what another goal of the text is called."""
    return next((goal.title for goal in text.goals if goal.id == key), "–")


@register.filter
def parts(goal: GoalText) -> list[tuple[str, str]]:
    """Return the goal's parts that say something, with their names."""
    fields: Any = GoalVersion._meta
    return [
        (str(fields.get_field(part).verbose_name).capitalize(), getattr(goal, part))
        for part in PARTS
        if getattr(goal, part)
    ]


@register.filter
def indicator_table(goal: GoalText) -> Table:
    """Return the goal's indicators."""
    columns = [
        Column(_("Indikator"), wide=True),
        Column(_("Årsmål")),
        Column(_("KF:s årsmål")),
        Column(_("Periodicitet")),
    ]
    often = dict(Periodicity.choices)
    rows = [
        Row(row.name, [row.target or "–", row.council_target or "–", str(often.get(row.periodicity, "–"))])
        for row in goal.indicators
    ]
    return Table(_("Indikatorer"), columns, rows)


@register.filter
def activity_table(goal: GoalText) -> Table:
    """Return the goal's activities."""
    columns = [Column(_("Aktivitet"), wide=True), Column(_("Start")), Column(_("Slut")), Column(_("Ansvarig"))]
    rows = [
        Row(
            row.title,
            [*(in_words(on, "short-year") if on else "–" for on in (row.start, row.end)), row.responsible or "–"],
        )
        for row in goal.activities
    ]
    return Table(_("Aktiviteter"), columns, rows)


@register.filter
def about(comments: dict[str, list[Any]], goal: UUID) -> list[Any]:
    """Return the remarks about a goal."""
    return comments.get(str(goal), [])
