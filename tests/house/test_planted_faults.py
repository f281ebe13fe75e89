"""The guards guard: a fault planted in a copy of the tree is refused with a sentence that names the culprit."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.house import tree
from tests.house.test_imports import lint_imports


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A copy of the tree as it stands, which every guard lets pass (the suite itself shows that)."""
    copy = tmp_path_factory.mktemp("sound") / "house"
    shutil.copytree(tree.ROOT, copy, ignore=shutil.ignore_patterns(*tree.NOT_OURS, ".state*", "shots"))
    return copy


def plant(house, name, words):
    """Add `words` at the end of a file of the copy (made with its folders, where it does not exist)."""
    path = house / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(words)


def suite(house, test):
    """Run one test file of the copy; return its status and its words in one line."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", f"tests/house/{test}"],
        cwd=house,
        check=False,
        capture_output=True,
        text=True,
        timeout=200,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
    )
    return ran.returncode, " ".join((ran.stdout + ran.stderr).split())


@pytest.fixture(scope="module")
def house(sound, tmp_path_factory):
    """Return a function that makes a copy of the tree with faults planted: a file's name → what it gets."""

    def built(faults):
        copy = shutil.copytree(sound, tmp_path_factory.mktemp("planted") / "house")
        for name, words in faults.items():
            plant(copy, name, f"\n{words}\n")
        return copy

    return built


def test_the_copy_is_sound(sound):
    status, said = lint_imports(sound)
    assert status == 0, said


BETWEEN_APPS = {
    "ledger/tasks.py": ("import organisation.models", "ledger is not allowed to import organisation"),
    "ui/urls.py": ("import ledger.kinds", "ui is not allowed to import ledger"),
    "surveys/tasks.py": ("import workflows.apps", "surveys is not allowed to import workflows"),
    "workflows/tasks.py": ("from surveys import apps", "workflows is not allowed to import surveys"),
    "workflows/views.py": ("import cms.apps", "workflows is not allowed to import cms"),
    "quality/apps.py": ("import config.urls", "quality is not allowed to import config"),
}


def test_a_wrong_import_between_apps_is_refused(house):
    status, said = lint_imports(house({name: words for name, (words, _) in BETWEEN_APPS.items()}))
    assert status == 1
    for culprit, (_, sentence) in BETWEEN_APPS.items():
        assert sentence in said
        assert f"- {culprit.removesuffix('.py').replace('/', '.')} -> " in said
    assert "What stands further left is told with a signal" in said


OTHER_ROOMS = ("quality/models.py", "cms/actions.py", "workflows/signals.py", "quality/views.py")
BETWEEN_ROOMS = {
    "quality/rules/planted.py": ("import quality.models", "quality.rules is not allowed to import quality.models"),
    "cms/queries.py": ("import cms.actions", "cms.queries is not allowed to import cms.actions"),
    "workflows/enums.py": ("import workflows.signals", "workflows.enums is not allowed to import workflows.signals"),
    "quality/forms.py": ("import quality.views", "quality.forms is not allowed to import quality.views"),
}


def test_a_wrong_import_between_rooms_is_refused(house):
    faults = {name: words for name, (words, _) in BETWEEN_ROOMS.items()}
    status, said = lint_imports(
        house({**dict.fromkeys(OTHER_ROOMS, '"""Planted."""'), **faults, "quality/rules/__init__.py": ""})
    )
    assert status == 1
    for _, sentence in BETWEEN_ROOMS.values():
        assert sentence in said
    assert "imports only rooms further right" in said


def test_what_belongs_elsewhere_is_refused(house):
    status, said = lint_imports(
        house(
            {
                "quality/receivers.py": "from wagtail.models import Page",
                "workflows/rules.py": "from django.utils import timezone",
                "config/helpers.py": '"""Planted."""',
            }
        )
    )
    assert status == 1
    assert "quality is not allowed to import wagtail: - quality.receivers -> wagtail" in said
    assert "What needs wagtail moves to cms" in said
    assert "workflows.rules is not allowed to import django: - workflows.rules -> django" in said
    assert "A rule takes dataclasses and moments" in said
    assert "The following modules are not listed as layers: - config.helpers" in said


def test_the_attacker_and_what_it_attacks_do_not_meet(house):
    status, said = lint_imports(
        house(
            {
                "surveys/attacker/planted.py": "from surveys.disclosure import shapes",
                "surveys/disclosure/planted.py": "from surveys.attacker import sizes",
            }
        )
    )
    assert status == 1
    assert "surveys.attacker is not allowed to import surveys.disclosure: - surveys.attacker.planted ->" in said
    assert "surveys.disclosure is not allowed to import surveys.attacker: - surveys.disclosure.planted ->" in said
    assert "neither may borrow the other's thoughts" in said


def test_an_unlisted_module_is_refused(house):
    built = house(
        {
            "organisation/helpers.py": '"""Planted."""',
            "surveys/utils/__init__.py": '"""Planted."""',
            "surveys/utils/text.py": '"""Planted."""',
            "extra/text.py": '"""Planted."""',
            "tools.py": '"""Planted."""',
            "quality/views/bare/deep.py": '"""Planted."""',
        }
    )
    status, said = lint_imports(built)
    assert status == 1
    assert "The following modules are not listed as layers: - organisation.helpers - surveys.utils" in said
    assert "Each module lives in a room" in said
    status, said = suite(built, "test_rooms.py")
    assert status == 1
    assert "organisation/helpers.py has no room: “helpers” is none of urls, apps, management, " in said
    assert "surveys/utils has no room: “utils” is none of " in said
    assert "what is looked up in queries" in said
    assert "extra/text.py stands outside the house: " in said
    assert "tools.py stands outside the house: " in said
    assert "quality/views/bare holds Python and has no __init__.py, so no contract sees it." in said


MODEL = """
from django.db import models as planted


class Planted(planted.Model):
    aim = planted.ForeignKey("{target}", planted.CASCADE, related_name="+")
    person = planted.ForeignKey("organisation.User", planted.CASCADE, related_name="+")
    objects = planted.Manager()
"""


def test_a_wrong_string_foreign_key_is_refused(house):
    wrong = {"ledger": "organisation.Unit", "organisation": "wagtailcore.Page"}
    built = house({f"{app}/models/__init__.py": MODEL.format(target=target) for app, target in wrong.items()})
    status, said = suite(built, "test_foreign_keys.py")
    assert status == 1
    assert "ledger.Planted.aim points at organisation.Unit: organisation does not stand right of ledger." in said
    assert "organisation.Planted.aim points at wagtailcore.Page: only cms knows Wagtail." in said
    assert "Planted.person" not in said


def test_a_hidden_import_is_refused(house):
    status, said = suite(
        house(
            {
                "launch/planted.py": "import django",
                "workflows/tasks.py": 'from importlib import import_module\n\nimport_module("quality.actions")',
                "ui/planted.py": "import launch",
            }
        ),
        "test_imports.py",
    )
    assert status == 1
    assert "launch/planted.py:2 imports django: launch runs before anything is installed" in said
    assert "workflows/tasks.py loads “quality” with import_module" in said
    assert "ui/planted.py:2 imports launch: the house is started by launch" in said


OF_CMS = re.compile(r"""^ +("cms"|path\("", include\("cms\.urls"\)\)),\n|, "cms\.[\w.]+\"""", re.MULTILINE)


def test_the_house_stands_without_cms(house):
    built = house({})
    shutil.rmtree(built / "cms")
    for wiring in ("settings", "urls"):
        file = built / f"config/{wiring}.py"
        without = OF_CMS.sub("", file.read_text(encoding="utf-8"))
        assert "cms" not in without
        file.write_text(without, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "django", "check"],
        cwd=built,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(built)},
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "no issues" in ran.stdout
