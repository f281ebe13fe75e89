"""Every app has the same rooms, and nothing lies outside a room."""

import ast

import pytest

from tests.house import tree

ROOMS = [room for layer in tree.layers("rooms") for room in layer]
SHELVES = {"templates", "static", "locale", "schema", "instruments", "phrases"}  # no code lies there
PLACES = set(tree.packages()) | tree.BESIDE
WHERE = (
    "Put what is stored in models, what is decided in rules, what is looked up in queries, what changes in actions, "
    "what can be extended in kinds, what is typed in forms, what is seen in views, what the clock or a queue starts "
    "in tasks."
)


def unknown_rooms(app):
    """Return a sentence for each module and folder of `app` that no room holds."""
    modules = {path.stem: path for path in (tree.ROOT / app).glob("*.py") if path.stem != "__init__"}
    folders = {
        path.name: path
        for path in (tree.ROOT / app).iterdir()
        if path.is_dir() and path.name not in tree.NOT_OURS | SHELVES
    }
    return [
        f"{tree.short(path)} has no room: “{name}” is none of {', '.join(ROOMS)}. {WHERE}"
        for name, path in sorted((modules | folders).items())
        if name not in ROOMS
    ]


@pytest.mark.parametrize("app", tree.apps())
def test_every_module_has_a_room(app):
    tree.refuse(unknown_rooms(app))


@pytest.mark.parametrize("app", tree.apps())
def test_a_room_is_a_file_or_a_folder_never_both(app):
    both = [room for room in ROOMS if (tree.ROOT / app / f"{room}.py").exists() and (tree.ROOT / app / room).is_dir()]
    assert both == []


def test_every_folder_of_code_is_a_package():
    """import-linter passes by a folder without `__init__.py`."""
    bare = {
        tree.short(path.parent) + " holds Python and has no __init__.py, so no contract sees it."
        for path in tree.files(".py", under=tuple(tree.packages()))
        if not (path.parent / "__init__.py").exists()
    }
    tree.refuse(bare)


def test_no_code_lies_on_a_shelf():
    """What Django, the browser or a translator reads is no place for a module."""
    tree.refuse(
        f"{tree.short(path)} is code among {path.relative_to(tree.ROOT).parts[1]}: {WHERE}"
        for path in tree.files(".py", under=tuple(tree.apps()))
        if path.relative_to(tree.ROOT).parts[1] in SHELVES
    )


def test_nothing_stands_beside_the_apps():
    strange = [
        f"{tree.short(path)} stands outside the house: {WHERE}"
        for path in tree.files(".py")
        if path.relative_to(tree.ROOT).parts[0] not in PLACES | {"manage.py"}
    ]
    tree.refuse(strange)


def test_every_module_says_what_it_is():
    silent = [
        f"{tree.short(path)} opens without a docstring."
        for path in tree.files(".py", under=tuple(tree.packages()))
        if path.read_text(encoding="utf-8").strip()
        and "migrations" not in path.parts
        and not ast.get_docstring(tree.parsed(path))
    ]
    tree.refuse(silent)


def test_tests_mirror_the_tree():
    mirrored = {path.parent.name for path in (tree.ROOT / "tests").glob("*/__init__.py")}
    assert set(tree.apps()) - mirrored == set()
