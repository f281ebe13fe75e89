"""A file is read in one go, and a function at a glance."""

import ast

import pytest

from tests.house import tree

FILE = 400
FUNCTION = 60
CODE = (*tree.packages(), *tree.BESIDE)


def test_no_file_is_longer_than_four_hundred_lines():
    long = [
        f"{tree.short(path)} has {count} lines: a room becomes a folder at about 300, a file is split at {FILE}."
        for path in tree.files(".py", ".html", ".js", under=CODE)
        if "/vendor/" not in tree.short(path) and (count := path.read_text(encoding="utf-8").count("\n")) > FILE
    ]
    tree.refuse(long)


def test_no_function_is_longer_than_sixty_lines():
    long = [
        f"{tree.short(path)}:{node.lineno} {node.name} has {count} lines: at most {FUNCTION}, about 30 is right."
        for path in tree.files(".py", under=CODE)
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (count := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION
    ]
    tree.refuse(long)


def verbs(app):
    """Return the actions of an app: the public functions of its actions.py, or what its folder of actions hands out."""
    home = tree.ROOT / app / "actions"
    if not home.is_dir():
        return [node for path in tree.files("actions.py", under=(app,)) for node in functions(path)]
    handed_out = {
        alias.name
        for node in tree.parsed(home / "__init__.py").body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return [
        node
        for path in tree.files(".py", under=(f"{app}/actions",))
        for node in functions(path)
        if node.name in handed_out
    ]


def functions(path):
    """Return the public functions of a file."""
    return [
        node for node in tree.parsed(path).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


@pytest.mark.parametrize("app", tree.apps())
def test_writes_are_keyword_only_verbs(app):
    """An action is called `close_unit(unit=unit, on=day)`, so that nobody swaps two arguments."""
    tree.refuse(
        f"{app}.actions.{node.name} takes {', '.join(a.arg for a in positional)} by position: actions take keywords only."
        for node in verbs(app)
        if (positional := [*node.args.posonlyargs, *node.args.args])
    )
