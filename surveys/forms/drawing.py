"""What the templates of items draw: each item as a dictionary of escaped texts and slots."""

import re
from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from surveys.forms.slots import slot
from surveys.forms.wording import Wording
from surveys.rules.answering.review import yes_or_no
from surveys.rules.definition.fields import Field, fields_of, is_consent
from surveys.rules.definition.items import (
    BooleanItem,
    DateItem,
    Grid,
    Info,
    Item,
    Matrix,
    Multi,
    NumberItem,
    Placeholder,
    Question,
    Ranking,
    Row,
    Single,
    TextItem,
    Unknown,
)
from surveys.rules.definition.scales import Option, Scale
from surveys.rules.definition.slugs import NO, YES
from surveys.rules.definition.version import Version

MOST_STEPS = 7
LONGEST_STEP, LONGEST_WORD = 22, 11  # characters that a narrow step holds on a phone
FACES = 7
LONG_TEXT = 12  # lines that a field shows at most


class Drawer:
    """Draws the items of one version in one language."""

    def __init__(self, version: Version, language: str) -> None:
        self.version = version
        self.words = Wording(language, version.base)

    def draw(self, item: Item, section: str) -> SafeString:
        """Return the HTML of an item with its slots; empty for what nobody sees."""
        drawer = _DRAWERS.get(type(item))
        if drawer is None:
            return mark_safe("")
        template, context = drawer(self, item, list(fields_of(item, section, self.version)))
        return render_to_string(f"surveys/page/{template}.html", self._shared(item) | context)

    def _shared(self, item: Item) -> dict[str, Any]:
        required = item.required if isinstance(item, Question) else "no"
        say = self.words.phrases
        mark = {"hard": say["needed"], "no": say["optional"] if isinstance(item, TextItem) else ""}.get(required, "")
        return {
            "key": item.key,
            "item_slot": slot("item", item.key),
            "text": self.words.said(item.text),
            "help": self.words.rich(item.help),
            "mark": mark,
            "needed": required == "hard",
            "say": say,
        }

    def field(self, field: Field, *, hinted: bool) -> dict[str, Any]:
        """Return a control's ids, name and slots."""
        hint = f"{field.item.key}::hint" if hinted else ""
        return {
            "name": f"q-{field.name}",
            "id": f"q-{field.name}",
            "field": field.name,
            "value": slot("value", field.name),
            "hidden": slot("field", field.name),
            "fault": slot("fault", field.name),
            "invalid": slot("invalid", field.name),
            "error": slot("error", field.name, f"q-{field.name}::fault"),
            "described": slot("described", field.name, hint and f"q-{hint}"),
        }

    def options(self, field: Field) -> list[dict[str, Any]]:
        """Return the options of a field with a scale, each with its control."""
        conditions = {condition.option for condition in field.option_conditions}
        substantive = field.scale.substantive if field.scale else ()
        return [
            {
                "code": option.code,
                "id": f"q-{field.name}:{option.code}",
                "label": self.words.said(option.label) or option.code,
                "named": bool(option.label),
                "plain": option.shown(self.words.language, self.words.base)[0],
                "checked": slot("checked", field.name, option.code),
                "selected": slot("selected", field.name, option.code),
                "hidden": slot("option", field.name, option.code) if option.code in conditions else "",
                "off": slot("off", field.name, option.code) if option.code in conditions else "",
                "missing": bool(option.missing),
                "alone": option.exclusive or bool(option.missing),
                "face": _face(option, substantive),
            }
            for option in (field.scale.options if field.scale else ())
        ]

    def _single(self, item: Single, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        field = fields[0]
        options = self.options(field)
        steps = [option for option in options if not option["missing"]]
        context = {
            "field": self.field(field, hinted=bool(item.help)),
            "options": options,
            "steps": steps,
            "dunnos": [option for option in options if option["missing"]],
            "other": self._other(fields),
            "kind": "radio",
        }
        shown = item.show
        if shown == "scale" and (len(steps) > MOST_STEPS or self._long(field.scale)):
            shown = "radio"
        template = {"radio": "choices", "dropdown": "dropdown"}.get(shown, "steps")
        ends = [option for option in (*steps[:1], *steps[1:][-1:]) if option["named"]]
        return template, context | {"show": shown, "ends": ends if shown == "numbers" else []}

    def _multi(self, item: Multi, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        limits = self._limits(item.least, item.most, "choose-")
        return "choices", {
            "field": self.field(fields[0], hinted=bool(item.help or limits)),
            "options": self.options(fields[0]),
            "other": self._other(fields),
            "kind": "checkbox",
            "limits": limits,
        }

    def _matrix(self, item: Matrix, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        scales = [self.version.scale_of[key] for key in item.scales]
        rows = [self._row(row, [field for field in fields if field.row is row]) for row in item.rows]
        as_steps = all(len(scale.substantive) <= MOST_STEPS for scale in scales)
        first = rows[0]["answers"][0]["options"] if rows and rows[0]["answers"] else []
        return "matrix" if as_steps and len(scales) == 1 else "rows", {
            "rows": rows,
            "steps": [option for option in first if not option["missing"]],
            "dunnos": [option for option in first if option["missing"]],
            "as_list": any(self._long(scale) for scale in scales),
            "as_steps": as_steps,
            "headings": [self.words.said(heading) for heading in item.headings],
        }

    def _row(self, row: Row, fields: list[Field]) -> dict[str, Any]:
        headings = fields[0].item.headings if fields and isinstance(fields[0].item, Matrix) else ()
        answers = []
        for index, field in enumerate(fields):
            options = self.options(field)
            answers.append(
                {
                    "field": self.field(field, hinted=False),
                    "options": options,
                    "steps": [option for option in options if not option["missing"]],
                    "dunnos": [option for option in options if option["missing"]],
                    "heading": self.words.said(headings[index]) if index < len(headings) else "",
                }
            )
        return {"key": row.key, "text": self.words.said(row.text), "answers": answers}

    def _number(self, item: NumberItem, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        limits = self._limits(item.least, item.most, "")
        return "number", {
            "field": self.field(fields[0], hinted=bool(item.help or limits)),
            "limits": limits,
            "unit": self.words.said(item.unit),
            "mode": "decimal" if item.decimals else "numeric",
        }

    def _text(self, item: TextItem, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        hint = self.words.said(item.pattern_hint)
        return "text", {
            "field": self.field(fields[0], hinted=bool(item.help or hint)),
            "limits": hint,
            "lines": min(item.lines, LONG_TEXT),
        }

    def _date(self, item: DateItem, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        return "date", {"field": self.field(fields[0], hinted=bool(item.help))}

    def _boolean(self, item: BooleanItem, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        field = fields[0]
        options = []
        for code in (YES,) if item.consent else (YES, NO):
            text, language = yes_or_no(item, code, self.words.language, self.words.base, self.words.phrases)
            options.append(
                {
                    "code": code,
                    "id": f"q-{field.name}:{code}",
                    "label": self.words.marked(text, language),
                    "checked": slot("checked", field.name, code),
                }
            )
        return "choices", {
            "field": self.field(field, hinted=bool(item.help)),
            "options": options,
            "kind": "checkbox" if item.consent else "radio",
        }

    def _info(self, item: Info, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        return "info", {"text": self.words.rich(item.text)}

    def _placeholder(self, item: Placeholder, fields: list[Field]) -> tuple[str, dict[str, Any]]:
        return "placeholder", {}

    def _other(self, fields: list[Field]) -> dict[str, Any] | None:
        field = next((field for field in fields if field.other_of), None)
        return self.field(field, hinted=False) if field else None

    def _limits(self, least: Any, most: Any, kind: str) -> str:
        """Return a sentence about limits: `kind` is "" for a number's, "choose-" for how many are chosen."""
        low = least if least is not None and (least or not kind) else None
        high = most if most is not None and (most or not kind) else None
        if low is None and high is None:
            return ""
        between, at_least, at_most = (
            ("choose-between", "choose-least", "choose-most") if kind else ("between", "at-least", "at-most")
        )
        key = between if low is not None and high is not None else at_least if low is not None else at_most
        return self.words.phrases.say(key, least=low, most=high)

    def _long(self, scale: Scale | None) -> bool:
        """Tell whether some label is too long for a narrow step."""
        labels = (
            [option.shown(self.words.language, self.words.base)[0] for option in scale.substantive] if scale else []
        )
        return any(
            len(label) > LONGEST_STEP or max(map(len, re.split(r"[\s-]+", label))) > LONGEST_WORD for label in labels
        )


def _face(option: Option, substantive: tuple[Option, ...]) -> int:
    """Return which face stands for an option: 1 the saddest, 7 the happiest; 0 none."""
    if option.missing or not substantive:
        return 0
    place, last = substantive.index(option), len(substantive) - 1
    return 1 + round(place * (FACES - 1) / last) if last else FACES


_DRAWERS: dict[type[Item], Callable[[Drawer, Any, list[Field]], tuple[str, dict[str, Any]]]] = {
    Single: Drawer._single,
    Multi: Drawer._multi,
    Matrix: Drawer._matrix,
    NumberItem: Drawer._number,
    TextItem: Drawer._text,
    DateItem: Drawer._date,
    BooleanItem: Drawer._boolean,
    Info: Drawer._info,
    **dict.fromkeys((Grid, Ranking, Unknown), Drawer._placeholder),
}


def kind_in_browser(field: Field) -> str:
    """Return how the page's script types a field: the kind, or "consent" for a box that is only ever yes."""
    return "consent" if is_consent(field) else str(field.kind)
