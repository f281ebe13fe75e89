"""What a questionnaire page is written with: sections with items of every type, and scales. Made from the records' own fields."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.questionnaire_words import CHOICES, HELP, ICONS, LABELS, MORE, ONE
from cms.rules.questionnaires.forms import Form, form_of, record_of, written_fields
from cms.rules.questionnaires.settling import spoken
from surveys.apps import ITEM_TYPES
from surveys.rules.definition.items import TYPES
from surveys.rules.definition.scales import Scale
from surveys.rules.definition.shape import default, fields_of, required
from surveys.rules.definition.version import Section


class SaidBlock(blocks.TextBlock):
    """A text: its base language is written here, the others stand with their states and are kept when this is saved."""

    def value_for_form(self, value: Any) -> str:
        """Return what the field shows."""
        return str(value["typed"]) if isinstance(value, dict) and "typed" in value else spoken(value)

    def value_from_form(self, value: str) -> dict[str, str]:
        """Return what was typed; the page settles it against the draft as it was."""
        return {"typed": value or ""}

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the base text."""
        return [spoken(value)]

    def normalize(self, value: Any) -> Any:
        """Return it as it is: a text with its languages."""
        return value


class KeptBlock(blocks.FieldBlock):
    """Something that is carried along unseen: a condition, which is clicked together on a page of ours, or a source."""

    @cached_property
    def field(self) -> forms.CharField:
        """Return a field that is not shown."""
        return forms.CharField(required=False, widget=forms.HiddenInput)

    def value_for_form(self, value: Any) -> str:
        """Return it as JSON."""
        if isinstance(value, dict) and "posted" in value:
            return str(value["posted"])
        kept = value.get("kept") if isinstance(value, dict) else None
        return "" if kept is None else json.dumps(kept, ensure_ascii=False)

    def value_from_form(self, value: str) -> dict[str, str]:
        """Return what the form brought; the page settles it against the draft as it was."""
        return {"posted": value or ""}

    class Meta:
        default = None
        classname = "kept-unseen"


def block_for(cls: type, name: str) -> blocks.Block:
    """Return the block that a field of a record is written with."""
    of, form = fields_of(cls)[name], form_of(cls, name)
    start = None if required(of) else default(of)
    said: dict[str, Any] = {"label": LABELS.get((cls.__name__, name), LABELS.get(name, name))}
    said |= {"help_text": HELP[name]} if name in HELP else {}
    if form in (Form.TEXTS, Form.WORDS, Form.ROWS):
        return _list(form, cls, name, said)
    if form is Form.CHOICE:
        return _choice(of.metadata["shape"].words, start, said)
    if form is Form.KEPT:
        return KeptBlock(**said)
    plain: dict[Form, tuple[type[blocks.Block], dict[str, Any]]] = {
        Form.TEXT: (SaidBlock, {"rows": 1}),
        Form.FLAG: (blocks.BooleanBlock, {"default": bool(start)}),
        Form.WHOLE: (blocks.IntegerBlock, {"default": start}),
        Form.NUMBER: (blocks.DecimalBlock, {"default": start}),
        Form.WORD: (blocks.CharBlock, {"default": start or "", **_plain(name)}),
    }
    made, options = plain[form]
    block: Callable[..., blocks.Block] = made
    return block(required=False, **options, **said)


def _list(form: Form, cls: type, name: str, said: dict[str, Any]) -> blocks.ListBlock:
    one: dict[str, Any] = {"label": ONE.get(name, said["label"])}
    makers: dict[Form, Callable[[], blocks.Block]] = {
        Form.TEXTS: lambda: SaidBlock(required=False, rows=1, **one),
        Form.WORDS: lambda: blocks.CharBlock(required=False, **_plain(name), **one),
        Form.ROWS: lambda: struct(record_of(cls, name), **one),
    }
    return blocks.ListBlock(makers[form](), default=[], collapsed=form is Form.ROWS, **said)


def struct(cls: type, **said: Any) -> blocks.StructBlock:
    """Return the block of a record: what is written first, then what is seldom changed, folded away."""
    names = written_fields(cls)
    first = [name for name in names if name not in MORE]
    more = [name for name in names if name in MORE]
    folded = [blocks.BlockGroup(children=more, heading=_("Mer"), classname="collapsed")] if more else []
    shown = blocks.BlockGroup(children=[*first, *(more if cls is Scale else folded)])
    return blocks.StructBlock(
        [(name, block_for(cls, name)) for name in names],
        form_layout=shown,
        collapsed=True,
        label_format="{text}" if "text" in names else "{label}" if "label" in names else "{key}",
        **said,
    )


def _choice(words: tuple[str, ...], start: Any, said: dict[str, Any]) -> blocks.ChoiceBlock:
    choices = [(word, CHOICES.get(word, word)) for word in words if word]
    return blocks.ChoiceBlock(choices=choices, required=bool(start), default=start or None, **said)


def _plain(name: str) -> dict[str, Any]:
    """A key of a scale is chosen among those of the page, which its script offers."""
    return {"form_attrs": {"data-controller": "scale-keys"}} if name in ("scale", "scales") else {}


class ItemsBlock(blocks.StreamBlock):
    """The items of a section, of every type that there is."""

    class Meta:
        required = False
        collapsed = True


def _items() -> ItemsBlock:
    return ItemsBlock(
        [(key, struct(cls, label=ITEM_TYPES[key], icon=ICONS.get(key, "help"))) for key, cls in TYPES.items()],
        label=_("Frågor"),
    )


def _section() -> blocks.StructBlock:
    names = written_fields(Section)
    return blocks.StructBlock(
        [*((name, block_for(Section, name)) for name in names), ("items", _items())],
        label=_("Avsnitt"),
        icon="folder-open-inverse",
        label_format="{title}",
    )


def _head() -> blocks.StructBlock:
    texts = [("title", _("Rubrik")), ("lead", _("Ingress")), ("closing", _("Avslutning"))]
    return blocks.StructBlock(
        [(name, SaidBlock(required=False, rows=1, label=label)) for name, label in texts],
        label=_("Rubrik och ingress"),
        icon="title",
        label_format="{title}",
    )


QUESTIONNAIRE_BLOCKS = [
    ("head", _head()),
    ("section", _section()),
    ("scale", struct(Scale, label=_("Skala"), icon="list-ol")),
]
