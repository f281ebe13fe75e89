"""Who may import whom: what import-linter can't say, and that nobody has made it look away."""

import subprocess
import sys
import tomllib

import pytest
from django.conf import settings

from tests.house import tree


def lint_imports(folder):
    """Run import-linter in `folder`, as `make lint` does; return its status and its words in one line."""
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ran.returncode, " ".join((ran.stdout + ran.stderr).split())


def test_every_import_goes_rightward():
    status, said = lint_imports(tree.ROOT)
    assert status == 0, said


def test_no_import_is_ignored():
    words = (tree.ROOT / ".importlinter").read_text(encoding="utf-8")
    assert "ignore_imports" not in words
    assert "exhaustive_ignores" not in words


def test_each_app_is_installed_checked_and_contracted():
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    ours = {path.parent.name for path in tree.ROOT.glob("*/apps.py")}
    assert ours == set(tree.apps())
    assert [name for name in settings.INSTALLED_APPS if name in ours] == [
        name for layer in tree.layers("apps") for name in layer if name in ours
    ]
    assert set(project["tool"]["mypy"]["packages"]) == set(tree.packages())
    assert set(tree.contracts()["importlinter:contract:rooms"]["containers"].split()) == ours


def test_launch_imports_only_the_standard_library():
    """It runs before anything is installed."""
    foreign = [
        f"{tree.short(path)}:{line} imports {module}: launch runs before anything is installed, so it may use only the "
        "standard library and itself."
        for path in tree.files(".py", under=("launch",))
        for module, line in tree.imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names | {"launch"}
    ]
    tree.refuse(foreign)


def test_nothing_of_the_house_imports_launch():
    leaning = [
        f"{tree.short(path)}:{line} imports {module}: the house is started by launch and must stand without it."
        for path in tree.files(".py", under=tuple(name for name in tree.packages() if name != "launch"))
        for module, line in tree.imported(path)
        if module.split(".")[0] == "launch"
    ]
    tree.refuse(leaning)


def test_enums_take_only_choices_and_words_from_django():
    allowed = {"django.db.models", "django.db", "django.utils.translation"}
    heavy = [
        f"{tree.short(path)}:{line} imports {module}: enums hold words with their Swedish labels and nothing else."
        for path in tree.files("enums.py", under=tuple(tree.apps()))
        for module, line in tree.imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names and module not in allowed
    ]
    tree.refuse(heavy)


@pytest.mark.parametrize("app", tree.apps())
def test_no_app_imports_another_by_name_in_a_string(app):
    """`import_module("quality…")` would hide an import from the contracts."""
    hidden = []
    for path in tree.files(".py", under=(app,)):
        words = path.read_text(encoding="utf-8")
        hidden += [
            f"{tree.short(path)} loads “{other}” with import_module or import_string: fill a registry of {app} instead."
            for other in tree.apps()
            if not tree.may_lean_on(app, other)
            for call in ("import_module", "import_string", "__import__", "get_model", "get_app_config")
            if f'{call}("{other}' in words or f"{call}('{other}" in words
        ]
    tree.refuse(hidden)
