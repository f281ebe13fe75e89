"""Finds the texts that are to be translated: in Python by its syntax, in templates as Django itself reads them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import templatize

ROLES = {  # where a function of gettext's family takes its text, its plural and its context
    "gettext": (0, None, None),
    "gettext_lazy": (0, None, None),
    "gettext_noop": (0, None, None),
    "ngettext": (0, 1, None),
    "ngettext_lazy": (0, 1, None),
    "pgettext": (1, None, 0),
    "pgettext_lazy": (1, None, 0),
    "npgettext": (1, 2, 0),
    "npgettext_lazy": (1, 2, 0),
}
CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext|_)\(")
TRANSLATION = "django.utils.translation"
TEMPLATES = (".html", ".txt")


@dataclass(frozen=True)
class Message:
    """A text to translate, with its plural and its context where it has them."""

    text: str
    plural: str | None = None
    context: str | None = None

    @property
    def key(self) -> tuple[str | None, str]:
        """What a catalogue looks it up by."""
        return self.context, self.text


def of_app(folder: Path) -> dict[Message, set[str]]:
    """Return every text of the app in `folder`, each with the files that say it (paths from the folder's parent)."""
    found: dict[Message, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder.parent).as_posix()
        if path.suffix == ".py" and "migrations" not in path.parts:
            messages = in_python(path.read_text(encoding="utf-8"))
        elif path.suffix in TEMPLATES and "templates" in path.parts:
            messages = in_template(path.read_text(encoding="utf-8"), name)
        else:
            continue
        for message in messages:
            found.setdefault(message, set()).add(name)
    return found


def in_python(source: str) -> Iterator[Message]:
    """Yield the texts given to functions that the module imported from `django.utils.translation`."""
    tree = ast.parse(source)
    known = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _called(node.func, known)):
            yield from _message(name, node)


def in_template(source: str, origin: str) -> Iterator[Message]:
    """Yield the texts of a template: `{% translate %}`, `{% blocktranslate %}` and `_("…")` in tags."""
    code = templatize(source, origin=origin)
    for hit in CALL.finditer(code):
        call = _closed(code[hit.start() :])
        if call is not None:
            yield from _message("gettext" if hit[1] == "_" else hit[1], call)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == TRANSLATION:
            yield from ((alias.asname or alias.name, alias.name) for alias in node.names if alias.name in ROLES)


def _called(function: ast.expr, known: dict[str, str]) -> str:
    if isinstance(function, ast.Name):
        return known.get(function.id, "")
    if (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "translation"
    ):
        return function.attr if function.attr in ROLES else ""
    return ""


def _message(name: str, call: ast.Call) -> Iterator[Message]:
    text, plural, context = (None if place is None else _constant(call, place) for place in ROLES[name])
    if text:
        yield Message(text, plural, context)


def _constant(call: ast.Call, place: int) -> str | None:
    argument = call.args[place] if place < len(call.args) else None
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _closed(code: str) -> ast.Call | None:
    """Return the call that `code` starts with: up to the first closing bracket that makes it whole."""
    for bracket in re.finditer(r"\)", code):
        try:
            expression = ast.parse(code[: bracket.end()], mode="eval").body
        except SyntaxError:
            continue
        return expression if isinstance(expression, ast.Call) else None
    return None
