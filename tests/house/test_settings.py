"""Settings: what the code reads, what docs/settings.md describes, what compose sets and what .env.example lists are the same."""

import ast
import os
import re
import subprocess
import sys

import pytest
import yaml

from config.environment import DEMO_ORGANISER
from organisation.demo.places import TOP
from organisation.enums import UnitKind
from tests.house import tree

COMPOSE = yaml.safe_load((tree.ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
HOUSE = ("web", "worker", "beat", "migrate")
DOCS = (tree.ROOT / "docs/settings.md").read_text(encoding="utf-8")


def read():
    """Return what config/environment.py reads: each variable, and whether it must be set."""
    found = {}
    for node in ast.walk(tree.parsed(tree.ROOT / "config/environment.py")):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func.value) == "env"
        ):
            if node.func.attr in ("read_env", "seal"):
                continue
            found[node.args[0].value] = len(node.args) == 1 and "default" not in {word.arg for word in node.keywords}
    return found


def described(heading):
    """Return the table under a heading of docs/settings.md: each variable, and whether it is said to be needed."""
    part = DOCS.split(f"## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", part, re.MULTILINE))


def asked_for():
    """Return the variables that compose takes from .env: each, and whether it refuses to start without."""
    words = (tree.ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return {name: mark == ":?" for name, mark in re.findall(r"\$\{(\w+)(:[?-])", words)}


def test_every_variable_is_described():
    assert set(described("What the house reads")) == set(read())


def test_the_description_tells_which_must_be_set():
    said = {name: needed.startswith("yes") for name, needed in described("What the house reads").items()}
    assert said == read()


@pytest.mark.parametrize("service", HOUSE)
def test_compose_sets_what_must_be_set(service):
    given = set(SERVICES[service]["environment"])
    must = {name for name, needed in read().items() if needed}
    assert must - given == set()
    assert given - set(read()) == set()


def test_compose_lets_everything_else_be_set():
    """But for what belongs inside the image, and what only the demo has."""
    assert set(read()) - set(SERVICES["worker"]["environment"]) == {"STATIC_ROOT", "MAIL_DIR"}


def test_the_example_lists_what_compose_asks_for():
    example = re.findall(r"^(\w+)=", (tree.ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(example) == sorted(asked_for())


def test_what_compose_asks_for_is_described():
    known = set(described("What the house reads")) | set(described("What compose adds"))
    assert set(asked_for()) - known == set()
    said = described("What compose adds")
    assert {name: said[name].startswith("yes") for name in said} == {name: asked_for()[name] for name in said}


def test_no_secret_has_a_default():
    secret = {"SECRET_KEY", "LEDGER_KEY", "DATABASE_PASSWORD", "BROKER_PASSWORD", "EMAIL_URL"}
    assert {name for name in secret if not asked_for()[name]} == set()


def start_without(names, *, program="import config.settings", **changed):
    """Load the settings with some variables missing or changed; return status and words."""
    surroundings = {name: value for name, value in os.environ.items() if name not in names} | changed
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tree.ROOT,
        env=surroundings,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return ran.returncode, ran.stdout + ran.stderr


def test_all_that_is_missing_is_named_at_once():
    missing = [name for name, needed in read().items() if needed]
    status, said = start_without(missing)
    assert status == 1
    assert "Traceback" not in said
    assert re.findall(r"^  (\w+): ", said, re.MULTILINE) == sorted(missing)
    assert "docs/settings.md" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MODE", "prod"),
        ("SECRET_KEY", "short"),
        ("LEDGER_KEY", "short"),
        ("TRUSTED_PROXIES", "one"),
        ("HTTPS", "perhaps"),
    ],
)
def test_a_wrong_value_is_named(name, value):
    status, said = start_without([], **{name: value})
    assert status == 1
    assert "Traceback" not in said
    assert re.findall(r"^  (\w+): ", said, re.MULTILINE) == [name]


@pytest.mark.parametrize(("mode", "name"), [("demo", "Rönnfjärds kommun"), ("production", "Kvalitetshjulet")])
def test_the_demos_organiser_is_its_municipality(mode, name):
    surroundings = {name: value for name, value in os.environ.items() if name != "ORGANISER"}
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", "from config import environment as here; print(here.ORGANISER)"],
        cwd=tree.ROOT,
        env=surroundings | {"MODE": mode},
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert ran.stdout.strip() == name
    assert TOP[0][1:] == (DEMO_ORGANISER, UnitKind.MUNICIPALITY)


def test_without_allowed_hosts_the_host_of_the_site_is_served():
    surroundings = {name: value for name, value in os.environ.items() if name != "ALLOWED_HOSTS"}
    ran = subprocess.run(
        [sys.executable, "-c", "from config import environment as here; print(here.ALLOWED_HOSTS)"],
        cwd=tree.ROOT,
        env=surroundings | {"SITE_URL": "https://kvalitet.example.se:8443"},
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.stdout.strip() == "['kvalitet.example.se']"


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("", "CERT_REQUIRED"),
        ("?ssl_cert_reqs=CERT_NONE", "CERT_NONE"),
        ("?ssl_cert_reqs=CERT_OPTIONAL", "CERT_OPTIONAL"),
    ],
)
def test_a_broker_behind_tls_shows_its_certificate_unless_the_address_says_otherwise(asked, wanted):
    program = "from config.celery import app; print(app.connection().ssl['ssl_cert_reqs'].name)"
    status, said = start_without([], program=program, BROKER_URL=f"rediss://:a-long-secret@broker:6379/0{asked}")
    assert (status, said.strip()) == (0, wanted)
