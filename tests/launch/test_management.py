"""Which commands get servers, and what is left alone."""

import subprocess
import sys

import pytest

from launch import management
from tests.house.tree import ROOT
from tests.launch.house import bare_environment
from tests.launch.traces import NOTHING, traces


@pytest.mark.parametrize(
    "line",
    [
        "migrate",
        "demo",
        "shell",
        "verify_log --anchor x",
        "check --database default",
        "help + migrate",
        "makemigrations",
        "import_plan f",
    ],
)
def test_commands_that_use_the_database_get_servers(line):
    assert management.needs_servers(line.split())


@pytest.mark.parametrize(
    "line",
    [
        "",
        "help",
        "--help",
        "--version",
        "version",
        "check",
        "check --deploy",
        "compilemessages",
        "migrate --help",
        "demo -h",
        "makemigrations --check",
        "makemigrations --dry-run",
        "import_plan f --dry-run --json",
        "check + help",
    ],
)
def test_commands_that_leave_it_alone_get_none(line):
    assert not management.needs_servers(line.split())


def test_plus_parts_commands():
    assert management.chain(["migrate", "-v", "0", "+", "demo"]) == [["migrate", "-v", "0"], ["demo"]]
    assert management.chain([]) == [[]]


@pytest.mark.parametrize(
    ("environ", "earnest"),
    [
        ({}, False),
        ({"MODE": "demo"}, False),
        ({"MODE": "production"}, True),
        ({"DATABASE_URL": "postgresql://x/y"}, True),
        ({"MODE": "demo", "DATABASE_URL": "postgresql://x/y"}, False),
        ({"DATABASE_URL": ""}, False),
    ],
)
def test_a_real_installation_is_left_as_it_is(environ, earnest):
    assert management.in_earnest(environ) is earnest


def manage(*words, **variables):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**bare_environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_in_production_what_is_missing_is_named_and_nothing_is_started(tmp_path):
    done = manage("migrate", MODE="production", STATE=str(tmp_path / "state"))
    assert done.returncode != 0
    assert "DATABASE_URL" in done.stderr + done.stdout
    assert not (tmp_path / "state").exists()


def test_a_command_without_servers_starts_none(tmp_path):
    done = manage("help", STATE=str(tmp_path / "state"))
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "state" / "data").exists()


def test_a_command_that_needs_the_database_starts_it_and_stops_it(tmp_path):
    state = tmp_path / "läget"
    code = "from django.db import connection; print(connection.cursor().execute('SELECT 6 * 7').fetchone())"
    done = manage("shell", "-v", "0", "-c", code, STATE=str(state))
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["(42,)"]), done.stderr
    assert traces([str(state)]) == NOTHING


WITHOUT_DJANGO = """
import sys
from pathlib import Path
from launch.cli import with_sentences
from launch.environment import Environment
from launch.management import use_djangos_python
sys.exit(with_sentences(lambda: use_djangos_python(Environment(Path(sys.argv[1])))))
"""


def without_django(checkout):
    command = [sys.executable, "-S", "-c", WITHOUT_DJANGO, str(checkout), "migrate"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_without_django_and_without_an_environment_it_says_how_to_get_one(tmp_path):
    done = without_django(tmp_path)
    assert (done.returncode, "Kör först: make env" in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_without_django_it_goes_on_with_the_python_of_the_environment(tmp_path):
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho goes on with "$@"\n')
    python.chmod(0o755)
    done = without_django(tmp_path)
    assert done.stdout.split() == ["goes", "on", "with", "-c", str(tmp_path), "migrate"]
