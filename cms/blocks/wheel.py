"""What a wheel page is written with: entries and the ends of stages, made of the records' own fields."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.wheel_words import ASKED, FIXED, HELP, LABELS, OF_KINDS
from workflows.rules.shape import LONGEST_HELP, LONGEST_TITLE, WHENS
from workflows.rules.wheel import Entry, StageEnd

FIRST = ("title", "when", "unit_kind", "role", "stage", "work", "help")
TASK = ("lead", "reminders", "gate", "review", "asks")
MORE = ("escalate_after", "escalate_to", "urgent", "shift", "process", "calendar", "key")
STARTS: dict[str, Any] = {
    "stage": "do",
    "unit_kind": "preschool",
    "month": "9",
    "day": 1,
    "week": 40,
    "weekday": "5",
    "nth": "1",
    "nths": ["1"],
    "part": "period",
}
"""What a new block begins with where the record itself does not say."""


class KeyBlock(blocks.CharBlock):
    """A key: it travels with the form unseen, and the page decides what becomes of it."""

    class Meta:
        classname = "kept-unseen"


def block_for(cls: type, name: str) -> blocks.Block:
    """Return the block that a field of a record is written with."""
    of = next(one for one in fields(cls) if one.name == name)
    start = STARTS.get(name, "" if of.default is MISSING else of.default)
    said: dict[str, Any] = {"label": LABELS[name], "required": False}
    said |= {"help_text": HELP[name]} if name in HELP else {}
    if name == "key":
        return KeyBlock(**said)
    if name in FIXED or name in ASKED:
        return _choice(name, start, said)
    if of.type is str or name == "reminders":
        return _text(name, said)
    if of.type is bool:
        return blocks.BooleanBlock(default=bool(start), **said)
    return blocks.IntegerBlock(default=None if start == "" else start, **said)


def _text(name: str, said: dict[str, Any]) -> blocks.Block:
    """Return a line to write, or some of them for a help text."""
    if name == "help":
        return blocks.TextBlock(default="", rows=2, max_length=LONGEST_HELP, **said)
    return blocks.CharBlock(default="", max_length=LONGEST_TITLE, **said)


def _choice(name: str, start: Any, said: dict[str, Any]) -> blocks.Block:
    """Return a list to choose in. Where nothing may be chosen, that is one of its words, not a blank."""
    choices: Any = FIXED.get(name) or ASKED[name]
    if name == "nths":
        return blocks.MultipleChoiceBlock(choices=choices, default=start, widget=forms.CheckboxSelectMultiple, **said)
    known = [word for word, _label in FIXED.get(name, [])]
    return blocks.ChoiceBlock(choices=choices, default=start, **{**said, "required": name in FIXED and "" not in known})


def _dates() -> blocks.StreamBlock:
    """Return the choice of a rule for dates: one, with the fields that it has and no others."""
    kinds = [
        (
            kind,
            blocks.StructBlock(
                [(name, block_for(cls, name)) for name in checks],
                label=OF_KINDS[kind][0],
                label_format=OF_KINDS[kind][1],
                icon="date",
            ),
        )
        for kind, (cls, checks) in WHENS.items()
    ]
    return blocks.StreamBlock(
        kinds,
        label=LABELS["when"],
        required=False,
        max_num=1,
        default=[("date", {"month": STARTS["month"], "day": STARTS["day"]})],
        help_text=_("Ta bort raden och lägg till en annan för att byta sätt att räkna."),
    )


def _entry() -> blocks.StructBlock:
    names = (*FIRST, *TASK, *MORE)
    parts: dict[str, Callable[[], blocks.Block]] = {"when": _dates}
    return blocks.StructBlock(
        [(name, parts[name]() if name in parts else block_for(Entry, name)) for name in names],
        form_layout=blocks.BlockGroup(
            children=[
                *FIRST,
                blocks.BlockGroup(children=[*TASK], heading=_("Uppgiften"), classname="collapsed"),
                blocks.BlockGroup(children=[*MORE], heading=_("Mer"), classname="collapsed"),
            ]
        ),
        label=_("Inslag"),
        icon="date",
        collapsed=True,
        label_format="{title} · {when} · {unit_kind}",
    )


def _stage() -> blocks.StructBlock:
    names = ("process", "calendar", "stage", "when")
    return blocks.StructBlock(
        [(name, _dates() if name == "when" else block_for(StageEnd, name)) for name in names],
        label=_("Slut på ett steg"),
        icon="flag",
        collapsed=True,
        label_format="{process} · {stage} · {when}",
    )


ENTRY_BLOCKS = [("entry", _entry())]
STAGE_BLOCKS = [("stage", _stage())]
