"""docker-compose.yml in earnest: each service's own command against real servers, with production settings."""

import json
import re
import time
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.house.for_real import HOST, SERVICES, House

pytestmark = [pytest.mark.for_real, pytest.mark.slow, pytest.mark.timeout(400)]
EMAIL, PASSWORD = "anna.lind@example.se", "grön cykel på vinden"
MAKE_USER = (
    "from organisation.models import User; "
    f"User.objects.create_user({EMAIL!r}, {PASSWORD!r}, first_name='Anna', last_name='Lind')"
)


def start(house):
    """Start what stays up, and wait for the web."""
    for service in ("worker", "beat", "web"):
        house.start(service)
    house.wait("/healthz")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The installation as `docker compose up` leaves it: migrated, then web, worker and beat."""
    built = House(tmp_path_factory.mktemp("for-real"))
    built.make_database()
    try:
        built.run(["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"])
        built.run(built.command("migrate"))
        built.run(["python", "manage.py", "shell", "--verbosity", "0", "-c", MAKE_USER])
        built.run(["celery", "-A", "config", "purge", "--force"])  # what an earlier run left in this broker
        start(built)
        yield built
    finally:
        built.stop()
        built.drop_database()


def test_the_settings_pass_djangos_own_review(house):
    house.run(["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"])


def test_a_second_migrate_finds_nothing_to_do(house):
    assert "No migrations to apply" in house.run(house.command("migrate"))


def test_the_image_can_tell_that_the_web_lives(house):
    command = SERVICES["web"]["healthcheck"]["test"]
    assert command[0] == "CMD"
    house.run([*command[1:], str(house.port)])


def test_whoever_comes_without_https_is_sent_there(house):
    status, headers, _ = house.ask(reverse("account_login"), **{"X-Forwarded-Proto": "http"})
    assert status == 301
    assert headers["Location"] == f"https://{HOST}{reverse('account_login')}"


def test_a_foreign_host_is_not_served(house):
    assert house.ask(reverse("account_login"), Host="elsewhere.example")[0] == 400


def test_a_page_carries_what_protects_it(house):
    status, headers, _ = house.ask(reverse("account_login"))
    assert status == 200
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_static_files_are_named_by_content_and_kept(house):
    _, _, body = house.ask(reverse("account_login"))
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', body)
    assert sheets
    for sheet in sheets:
        assert re.search(r"\.[0-9a-f]{12}\.css$", sheet)
        status, headers, _ = house.ask(sheet)
        assert status == 200
        assert "immutable" in headers["Cache-Control"]


def test_the_demo_does_not_exist_in_production(house):
    assert house.ask("/demo/")[0] == 404
    assert house.ask("/demo/post/")[0] == 404


def sign_in(house, password):
    """Sign in through the page as a browser does; return the answer and the cookies."""
    _, headers, body = house.ask(reverse("account_login"))
    cookies = dict(line.split(";")[0].split("=", 1) for line in headers.get_all("Set-Cookie"))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)[1]
    form = urlencode({"csrfmiddlewaretoken": token, "login": EMAIL, "password": password})
    status, headers, body = house.ask(
        reverse("account_login"),
        "POST",
        form,
        Cookie="; ".join(f"{name}={value}" for name, value in cookies.items()),
        Referer=f"https://{HOST}{reverse('account_login')}",
        **{"Content-Type": "application/x-www-form-urlencoded"},
    )
    given = headers.get_all("Set-Cookie") or []
    return status, given, body


def test_a_person_signs_in(house):
    status, given, _ = sign_in(house, PASSWORD)
    assert status == 302
    session = next(line for line in given if line.startswith("sessionid="))
    assert {"secure", "httponly"} <= {part.strip().lower() for part in session.split(";")}
    status, _, body = house.ask(reverse("start"), Cookie=session.split(";")[0])
    assert status == 200
    assert "Anna Lind" in body


def test_a_wrong_password_is_met_with_a_sentence(house):
    status, given, body = sign_in(house, "blå cykel på vinden")
    assert status == 200
    assert not [line for line in given if line.startswith("sessionid=")]
    assert "hör inte ihop" in body


def test_beat_and_worker_make_it_ready(house):
    """The beat's first tick comes within a minute; the canary goes through outbox, broker and worker."""
    answers = json.loads(house.wait("/readyz", patience=100))
    assert answers["ready"] is True
    assert {name for name, part in answers["parts"].items() if not part["well"]} == set()


def test_the_first_administrator_is_invited_by_mail(house):
    """The worker hands the letter to the mail server within seconds, without waiting for a tick."""
    house.run(["python", "manage.py", "begin", "Exempelstads kommun", "rut.berg@example.se"])
    patient(
        lambda: str(house.rows("SELECT state FROM ledger_effect WHERE kind = 'organisation.invite'")), "[('done',)]"
    )


def test_a_worker_answers_when_asked_whether_it_is_well(house):
    """As compose asks: three times before it calls the worker ill."""
    kind, command = SERVICES["worker"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    hostname = re.search(r"worker@([^\s:]+) ready", patient(lambda: house.log("worker"), "ready"))[1]
    ask = ["sh", "-c", f"for _ in 1 2 3; do {command.replace('$$', '$')} && exit; done; exit 1"]
    assert "pong" in house.run(ask, HOSTNAME=hostname)


def patient(look, word, patience=30.0):
    """Return what `look` sees once `word` is in it."""
    deadline = time.monotonic() + patience
    while word not in (seen := look()):
        assert time.monotonic() < deadline, seen
        time.sleep(0.2)
    return seen


def test_a_beat_that_works_is_seen_to(house):
    kind, command = SERVICES["beat"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    house.run(["sh", "-c", command.replace("$$", "$").replace("/tmp", str(house.folder))])


def test_no_secret_stands_in_a_log(house):
    for service in ("web", "worker", "beat"):
        for name in ("SECRET_KEY", "LEDGER_KEY"):
            assert house.surroundings[name] not in house.log(service)
        assert PASSWORD not in house.log(service)


def test_it_stops_when_asked_and_starts_again(house):
    """As compose asks: SIGTERM; all end by themselves, without an error."""
    assert house.stop() == {"worker": 0, "beat": 0, "web": 0}
    start(house)
