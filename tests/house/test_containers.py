"""Dockerfile and docker-compose.yml: what can be seen without an engine. tests/house/test_for_real.py runs their commands."""

import re

import pytest
import yaml

from tests.house import tree

DOCKERFILE = (tree.ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (tree.ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
COMPOSE = yaml.safe_load((tree.ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
HOUSE = ("web", "worker", "beat", "migrate")


def test_the_image_runs_as_nobody_in_particular():
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["10001:10001"]
    assert "USER" not in DOCKERFILE.partition("\nFROM ")[2].partition("\nFROM ")[0]


def test_the_image_installs_by_hash_and_only_what_runs():
    assert re.findall(r"pip install .*", DOCKERFILE) == [
        "pip install --require-hashes --only-binary :all: -r requirements/server.txt"
    ]


def test_the_last_stage_holds_no_secret():
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"SECRET|_KEY|PASSWORD|_URL", last) == []
    assert re.findall(r"^(?:ARG|ENV) .*(?:SECRET|_KEY|PASSWORD)", DOCKERFILE, re.MULTILINE) == []


def test_the_image_holds_the_house_and_nothing_else():
    assert IGNORED[1] == "*"
    let_in = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}
    assert let_in == set(tree.packages()) | {"manage.py", "requirements/server.txt"}


def test_the_image_serves_as_compose_does():
    command = re.search(r"^CMD (\[.*?\])$", DOCKERFILE.replace("\\\n", " "), re.MULTILINE)[1]
    assert yaml.safe_load(command) == SERVICES["web"]["command"]


def test_the_server_has_two_processes_with_a_thread_for_each_that_works_waits_or_is_refused():
    words = " ".join(SERVICES["web"]["command"])
    assert "--interface wsgi" in words
    assert "--workers 2 --blocking-threads 36" in words


def test_workers_are_prefork():
    assert "--pool prefork" in " ".join(SERVICES["worker"]["command"])


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_a_service_says_whether_it_is_well(service):
    checked = SERVICES[service]["healthcheck"]
    assert checked == {"disable": True} if service == "migrate" else checked["test"]


@pytest.mark.parametrize("service", HOUSE)
def test_a_service_of_the_house_can_do_little_harm(service):
    about = SERVICES[service]
    assert about["read_only"] is True
    assert about["cap_drop"] == ["ALL"]
    assert about["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_a_service_waits_until_it_can_work(service):
    assert SERVICES[service]["depends_on"] == {
        "database": {"condition": "service_healthy"},
        "broker": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }


def test_only_workers_hold_the_keys():
    holders = {
        name for name, about in SERVICES.items() for volume in about.get("volumes", []) if volume.startswith("keys:")
    }
    assert holders == {"worker"}


def test_only_the_web_is_reached_from_outside_and_only_on_this_host():
    assert {name for name, about in SERVICES.items() if "ports" in about} == {"web"}
    assert SERVICES["web"]["ports"] == ["${LISTEN:-127.0.0.1}:${PORT:-8000}:8000"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == SERVICES["broker"]["networks"] == ["inside"]


def test_the_database_is_new_enough_and_stays():
    assert int(re.fullmatch(r"postgres:(\d+)-\w+", SERVICES["database"]["image"])[1]) >= 15
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql/data"]


def test_the_broker_writes_down_and_asks_for_a_password():
    command = SERVICES["broker"]["command"][-1]
    assert "requirepass %s" in command
    assert "appendonly yes" in command
    assert SERVICES["broker"]["volumes"] == ["broker:/data"]


def test_every_volume_is_declared():
    used = {volume.split(":")[0] for about in SERVICES.values() for volume in about.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])
