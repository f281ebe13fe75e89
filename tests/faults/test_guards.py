"""Each guard is taken away in turn, in a copy of the tree, and the tests that are said to watch it must turn red."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from xml.etree import ElementTree

import psycopg
import pytest
from django.db import connection

from tests.databases import copy_database, drop_database
from tests.faults import guards, round_guards, wheel_guards

ROOT = Path(__file__).resolve().parent.parent.parent
GUARDS = (*guards.GUARDS, *wheel_guards.WHEELS, *round_guards.ANSWERS)
#: Without the baseline a database is made by the migrations, so that a guard that is one of theirs can be taken away.
NOT_COPIED = shutil.ignore_patterns(
    *(".*", "__pycache__", "node_modules", "media", "static-collected", "shots", "*.egg-info", "results.json"),
    "baseline.sql",
)
CHANGES = [(guard, *change) for guard in GUARDS for change in guard.changes]


def named(guard):
    """Return a guard's name for the test's own."""
    return guard.name.replace(" ", "-")


@pytest.mark.parametrize(
    ("guard", "file", "text", "instead"), CHANGES, ids=[f"{named(g)}-{n}" for n, (g, *_) in enumerate(CHANGES)]
)
def test_the_text_of_a_guard_stands_where_it_is_said_to_stand(guard, file, text, instead):
    assert (ROOT / file).read_text(encoding="utf-8").count(text) == 1
    assert instead != text


def test_the_tests_of_a_guard_exist():
    missing = [test for guard in GUARDS for test in guard.red if not exists(test)]
    assert missing == []


def exists(test):
    """Say whether a file holds a test."""
    path, *names = test.split("::")
    found = [
        node.name for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))) if hasattr(node, "name")
    ]
    return all(name in found for name in names)


@pytest.fixture(scope="module")
def house_of_its_own(tmp_path_factory, django_db_setup, django_db_blocker):
    """Return the environment of runs beside this one: a database copied from the suite's own, named for this process."""
    url = urlsplit(os.environ["DATABASE_URL"])
    name = f"{url.path.strip('/')}_guard_{os.getpid()}"
    template = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
    address = urlunsplit(url._replace(path="/postgres"))

    with psycopg.connect(address, autocommit=True) as line:
        copy_database(line, template, f"test_{name}")
        yield os.environ | {"DATABASE_URL": urlunsplit(url._replace(path=f"/{name}")), "PYTHONDONTWRITEBYTECODE": "1"}
        for each in (name, f"{name}_anew"):
            drop_database(line, f"test_{each}")


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Copy the tree once; each guard's change is undone after its run."""
    tree = tmp_path_factory.mktemp("tree") / "house"
    shutil.copytree(ROOT, tree, ignore=NOT_COPIED)
    return tree


def outcomes(tree, surroundings, guard):
    """Take the guard away, run its tests; return each test's name with whether all, some or none of it failed."""
    before = {}
    for file, text, instead in guard.changes:
        path = tree / file
        said = path.read_text(encoding="utf-8")
        before.setdefault(path, said)
        assert said.count(text) == 1, f"{guard.name}: {file}"
        path.write_text(said.replace(text, instead), encoding="utf-8")
    report = tree / "report.xml"
    if guard.migrates:
        surroundings = surroundings | {"DATABASE_URL": surroundings["DATABASE_URL"].replace("_guard_", "_guard_anew_")}
    options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--tb=line", "--junitxml", str(report)]
    command = [sys.executable, "-m", "pytest", *options, *(["--create-db"] if guard.migrates else []), *guard.red]
    run = subprocess.run(command, cwd=tree, env=surroundings, capture_output=True, text=True, check=False)
    for path, said in before.items():
        path.write_text(said, encoding="utf-8")
    assert report.exists(), run.stdout + run.stderr
    failed, other = set(), {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("name").split("[")[0]
        if case.find("failure") is not None:
            failed.add(name)
        elif case.find("error") is not None:
            other[name] = "error"
        else:
            other.setdefault(name, "passed")
    report.unlink()
    return {name: "failed" if name in failed else other.get(name, "not run") for name in wanted(guard)}, run.stdout


def wanted(guard):
    """Return the names of a guard's tests."""
    return [test.split("::")[-1] for test in guard.red]


def turns_red(tree, surroundings, guard):
    found, said = outcomes(tree, surroundings, guard)
    assert found == dict.fromkeys(wanted(guard), "failed"), said[-4000:]


@pytest.mark.django_db
@pytest.mark.parametrize("guard", [guard for guard in GUARDS if guard.quick], ids=named)
def test_without_the_guard_its_tests_turn_red(copied, house_of_its_own, guard):
    turns_red(copied, house_of_its_own, guard)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.timeout(3600)
def test_without_any_one_guard_its_tests_turn_red_and_the_table_is_printed(copied, house_of_its_own, capsys):
    table, wrong = [], []
    for guard in GUARDS:
        found, said = outcomes(copied, house_of_its_own, guard)
        for test, outcome in found.items():
            table.append(f"{guard.name:<70} {outcome:<8} {test}")
            if outcome != "failed":
                wrong.append(f"{guard.name}: {test} {outcome}\n{said[-1500:]}")
    with capsys.disabled():
        print("\n" + "\n".join(["guard taken away".ljust(70) + " its test", *table]))  # noqa: T201 (it is the outcome)
    assert wrong == []
