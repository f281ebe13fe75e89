"""A round from end to end: people are invited, mailed, answer over HTTP, and their answers are mixed.

Real granian and PostgreSQL with the settings of production, without TLS; those who answer come from another process of the same
machine. Everything happens in a copy of the database that is dropped afterwards.
"""

import datetime as dt
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import psycopg  # noqa: E402 (models need the settings)
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench import spent  # noqa: E402
from bench.answering import Outcome, Walker, answer_all  # noqa: E402
from bench.bench_ledger import house  # noqa: E402
from bench.rows import Row  # noqa: E402
from launch.servers import as_superuser  # noqa: E402
from ledger import clock  # noqa: E402
from organisation.actions import create_unit  # noqa: E402
from organisation.enums import UnitKind  # noqa: E402
from organisation.models import Unit  # noqa: E402
from surveys import actions  # noqa: E402
from surveys.actions.letters import write_to_all  # noqa: E402
from surveys.demo.simulating import controls  # noqa: E402
from surveys.demo.walking import Browser  # noqa: E402
from surveys.enums import Audience  # noqa: E402
from surveys.models import Ballot, Invitation, QuestionnaireVersion, Round  # noqa: E402
from surveys.models.keys import MAIL, key_of  # noqa: E402
from surveys.queries.walks import GRACE, layout_of  # noqa: E402
from surveys.rules.answering.answers import Answer  # noqa: E402
from surveys.rules.audiences import policies_for  # noqa: E402
from surveys.rules.definition.fields import Kind, fields  # noqa: E402
from surveys.rules.sealing.secrets import token_of  # noqa: E402
from tests.faults.house import House, Process, free_port, until  # noqa: E402
from tests.surveys import walking  # noqa: E402

AT_ONCE = {1: 150, 8: 600, 32: 1200}
"""How many are at it at once → how many answer."""
CROWD, OF_CROWD, AFTER = 320, 640, 20
"""Five times as many at once as the two processes have room for, how many those are in all, and how many come after them."""
WARM, COUNTED = 60, 10
SECTIONS = 40
INVITED = (10_000, 100_000)
LETTERS = 1_000
LOOKED_AT = 100
LONG_AGO = dt.date(2020, 1, 1)
IN_EARNEST = {"MODE": "production", "DJANGO_SETTINGS_MODULE": "config.settings", "HTTPS": "false"}
STATEMENT = re.compile(r" LOG:  (?:statement|execute [^:]*): ")
LINKED = re.compile(rb"(?:href|src)=\"(/static/[^\"#]+)\"")
IMPORTED = re.compile(rb"(?:import|from) ?\"(\./[^\"]+)\"|url\(\"?([^\")]+\.\w+)\"?\)")


def run() -> Iterator[Row]:
    """Yield every figure at its full size."""
    yield yardstick()
    with stood_up() as (built, plan):
        for number in INVITED:
            yield from invitations(plan, number)
        yield from answered(built, plan)
        yield mailed(built, plan)
    yield yardstick()


def yardstick() -> Row:
    """Measure the machine itself, before and after: what else runs on it makes the same work cost more."""
    begun = time.process_time()
    sum(number & 7 for number in range(5_000_000))
    milliseconds = (time.process_time() - begun) * 1000
    return Row(
        "the machine: five million steps in Python", milliseconds, "ms CPU", at={"load": round(os.getloadavg()[0], 1)}
    )


@dataclass(frozen=True)
class Site:
    """Whom rounds ask, and what."""

    over: Unit
    sections: list[Unit]
    version: QuestionnaireVersion


@contextmanager
def stood_up() -> Iterator[tuple[House, Site]]:
    """Yield a house, and in its database a preschool's sections and a questionnaire of three pages with 25 questions."""
    with house() as built:
        keys = {"KEYS_DIR": str(built.folder / "keys"), "KEYS_COPY": ""}
        with override_settings(**keys):
            over = create_unit(name="Mätningen", kind=UnitKind.SCHOOL_UNIT, key="bench-rounds", on=LONG_AGO)
            home = create_unit(name="Mätet", kind=UnitKind.PRESCHOOL, parent=over, key="bench-home", on=LONG_AGO)
            sections = [
                create_unit(name=f"Avdelning {n}", kind=UnitKind.SECTION, parent=home, key=f"bench-{n}", on=LONG_AGO)
                for n in range(SECTIONS)
            ]
            asked = actions.create_questionnaire(key="bench-rounds", unit=over)
            version = actions.publish_version(questionnaire=asked, definition=walking.document("bench-rounds"))
            yield built, Site(over, sections, version)


def prepared(site: Site) -> Round:
    """Return a round that asks every section."""
    today = clock.today()
    plan = actions.Plan(
        version=site.version,
        unit=site.over,
        name="Mätningen",
        policies=policies_for([Audience.GUARDIANS], []),
        languages=["sv", "en"],
        opens_on=today,
        closes_on=today + dt.timedelta(days=14),
        keep_months=24,
    )
    made = actions.make_round(plan=plan)
    actions.ask_units(round=made, units=site.sections)
    return made


def people(site: Site, number: int) -> Iterator[actions.Invitee]:
    """Yield guardians of the sections by turns."""
    for n in range(number):
        unit = site.sections[n % len(site.sections)].pk
        yield actions.Invitee(
            unit=unit, audience=Audience.GUARDIANS, name=f"Vårdnadshavare {n}", email=f"v{n}@ronnfjard.example"
        )


def invitations(site: Site, number: int) -> Iterator[Row]:
    """Measure invitations: stored with their addresses, and given their secrets when the round opens."""
    held = prepared(site)
    before, begun = time.process_time() + spent.cpu(postmaster()), time.perf_counter()
    actions.invite(round=held, invitees=people(site, number))
    stored = time.perf_counter() - begun
    actions.open_round(round=held)
    at = {"invitations": number}
    yield Row("invitations are stored", stored, "s", at=at)
    yield Row("invitations are stored and get their secrets", time.perf_counter() - begun, "s", at=at)
    cpu = time.process_time() + spent.cpu(postmaster()) - before
    yield Row("invitations are stored and get their secrets, CPU", cpu, "s CPU", at=at)


# ── answered ──────────────────────────────────────────────────────────────────


def answered(built: House, site: Site) -> Iterator[Row]:
    """Measure a walk's cost, and see that every answer is in the ballots as it was sent."""
    number = WARM + COUNTED + sum(AT_ONCE.values()) + OF_CROWD + AFTER
    held = prepared(site)
    actions.invite(round=held, invitees=people(site, number))
    held = actions.open_round(round=held)
    meant, walkers = somebodies(held)
    web = serving(built)
    address, receipts = f"http://127.0.0.1:{web.port}", 0
    yield from cold(address, walkers[0][0])
    receipts += done(answer_all(address, walkers[:WARM], 8)).receipts
    with statements() as counted:
        receipts += done(answer_all(address, walkers[WARM : WARM + COUNTED], 1)).receipts
    yield Row("answering: SQL statements a response", counted[0] / COUNTED, "", COUNTED)
    start = WARM + COUNTED
    for at_once, size in AT_ONCE.items():
        before = cpu_of(web)
        outcome = done(answer_all(address, walkers[start : start + size], at_once))
        yield from told(outcome, at_once, {name: cpu - before[name] for name, cpu in cpu_of(web).items()})
        start, receipts = start + size, receipts + outcome.receipts
    for at_once, size in ((CROWD, OF_CROWD), (1, AFTER)):
        outcome = done(answer_all(address, walkers[start : start + size], at_once))
        yield from (crowded(outcome) if at_once == CROWD else after(outcome))
        start, receipts = start + size, receipts + outcome.receipts
    yield Row("answering: memory of the web's processes", spent.memory([web.pid]), "MB", at={"workers": 2})
    yield Row("answering: memory of PostgreSQL", spent.memory([postmaster()]), "MB")
    web.kill()
    yield from mixed(held, meant, receipts)


def somebodies(held: Round) -> tuple[list[tuple[Any, ...]], list[Walker]]:
    """Return what each of those invited means to answer, as ballots hold it; and their link with what they send."""
    k_mail, places, meant, walkers = key_of(held.pk, MAIL), layout_of(held.version_id), [], []
    for pk in Invitation.objects.filter(round=held).order_by("pk").values_list("pk", flat=True):
        answers = somebody(held, pk)
        codes, extra = places.encode(answers)
        meant.append(sheet(codes, extra))
        link = reverse("answer", args=[token_of(k_mail, pk)])
        walkers.append((link, dict(controls(held.version.definition, answers))))
    return meant, walkers


def somebody(held: Round, seed: int) -> dict[str, Answer]:
    """Return an answer to every question, of chance."""
    dice, answers = random.Random(seed), {}
    for field in fields(held.version.definition):
        if field.kind is Kind.CHOICE:
            answers[field.name] = dice.choice(field.codes)
        elif field.kind is Kind.BOOLEAN:
            answers[field.name] = dice.choice((True, False))
        elif field.kind is Kind.TEXT:
            answers[field.name] = f"Vi trivs, mest ute på gården. ({seed}, {dice.random():.9f})"
    return answers


def sheet(codes: list[int], extra: Mapping[str, Any] | None) -> tuple[Any, ...]:
    return (*codes, *sorted((extra or {}).items()))


def serving(built: House) -> Process:
    """Start the web as compose does, once its static files are gathered."""
    port, static = free_port(), str(built.folder / "static")
    more = IN_EARNEST | {"SITE_URL": f"http://127.0.0.1:{port}", "STATIC_ROOT": static}
    gathered = built.start("static", "django", "collectstatic", "--noinput", "-v", "0", **more)
    assert gathered.process.wait(300) == 0, gathered.said()
    web = built.start(
        "web", "granian", "--interface", "wsgi", "--http", "1", "--no-ws", "--port", str(port),
        "--workers", "2", "--blocking-threads", "36", "config.wsgi:application", **more,
    )  # fmt: skip
    web.port = port
    until(lambda: web.status is not None or built.get(web, "/healthz")[0] == HTTPStatus.OK, 60, what="the web answers")
    assert web.status is None, web.said()
    return web


def postmaster() -> int:
    """Return the process that has started the one which serves our connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return spent.parent_of(cursor.fetchone()[0])


def cpu_of(web: Process) -> dict[str, float]:
    """Return the seconds that the servers have worked."""
    return {"web": spent.cpu(web.pid), "PostgreSQL": spent.cpu(postmaster())}


def done(outcome: Outcome) -> Outcome:
    """Return the outcome. Nobody may be left without a receipt."""
    assert not outcome.faults, outcome.faults[:5]
    return outcome


def told(outcome: Outcome, at_once: int, cpu: Mapping[str, float]) -> Iterator[Row]:
    """Yield what so many at once have cost."""
    at, size = {"at once": at_once}, outcome.receipts
    for name, seconds in {"all servers": sum(cpu.values()), **cpu, "who answers": outcome.cpu}.items():
        yield Row(f"answering: CPU a response, {name}", seconds * 1000 / size, "ms CPU", size, at)
    yield Row("answering: completed responses", size / outcome.seconds, "/s", size, at)
    requests = len(outcome.requests)
    yield Row("answering: requests a response", requests / size, "", size, at)
    yield Row("answering: a request, half within", outcome.within(0.5), "ms", requests, at)
    yield Row("answering: a request, 95 of 100 within", outcome.within(0.95), "ms", requests, at)


def crowded(outcome: Outcome) -> Iterator[Row]:
    """Yield what five times the load does: how many are refused, how soon, and whether they keep what they sent."""
    at = {"at once": CROWD}
    assert outcome.wrong == 0, f"{outcome.wrong} refusals lost what was sent."
    yield Row("a crowd: completed responses", outcome.receipts / outcome.seconds, "/s", outcome.receipts, at)
    yield Row("a crowd: refusals", len(outcome.refused), "", at=at)
    if outcome.refused:
        yield Row("a crowd: a refusal, half within", outcome.within(0.5, refused=True), "ms", len(outcome.refused), at)
        yield Row(
            "a crowd: a refusal, 95 of 100 within", outcome.within(0.95, refused=True), "ms", len(outcome.refused), at
        )
        yield Row("a crowd: the slowest refusal", outcome.within(1, refused=True), "ms", len(outcome.refused), at)


def after(outcome: Outcome) -> Iterator[Row]:
    """Yield how those fare who come straight after a crowd."""
    assert not outcome.refused, "Some were refused though nobody else was there."
    at = {"at once": 1}
    yield Row("after a crowd: a request, half within", outcome.within(0.5), "ms", len(outcome.requests), at)
    yield Row("after a crowd: a request, 95 of 100 within", outcome.within(0.95), "ms", len(outcome.requests), at)


@contextmanager
def statements() -> Iterator[list[int]]:
    """Yield a list that holds, afterwards, how many statements PostgreSQL has executed: those of its own log."""
    log, counted = Path(os.readlink(f"/proc/{postmaster()}/fd/2")), [0]
    with psycopg.connect(as_superuser(os.environ["DATABASE_URL"]), autocommit=True) as line:
        line.execute("ALTER SYSTEM SET log_statement = 'all'")
        line.execute("SELECT pg_reload_conf()")
        time.sleep(1)  # until every process has read it
        start = log.stat().st_size
        try:
            yield counted
        finally:
            with log.open("rb") as file:
                file.seek(start)
                counted[0] = len(STATEMENT.findall(file.read().decode(errors="replace")))
            line.execute("ALTER SYSTEM RESET log_statement")
            line.execute("SELECT pg_reload_conf()")
            time.sleep(1)


class Wired(Browser):
    """A browser that counts what comes, and takes it compressed."""

    arrived = 0

    def _request(self, at: str, sent: Any) -> bytes:
        return (
            super()
            ._request(at, sent)
            .replace(b"\r\nAccept-Language", b"\r\nAccept-Encoding: gzip, br\r\nAccept-Language")
        )

    def _more(self) -> bytes:
        part = super()._more()
        self.arrived += len(part)
        return part


def cold(address: str, link: str) -> Iterator[Row]:
    """Measure what comes over the wire for the first page of somebody who was never here."""
    with Wired(address) as browser, Browser(address) as reader:
        page = browser.go(link)
        waiting, seen = [name.decode() for name in LINKED.findall(page.body)], set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                assert browser.ask(name).status == HTTPStatus.OK, name
                plain = reader.ask(name).body
                waiting += [urljoin(name, (a or b).decode()) for a, b in IMPORTED.findall(plain)]
        yield Row("the first page of a walk, cold, over the wire", browser.arrived / 1000, "kB")
        yield Row("the first page of a walk, cold, requests", 1 + len(seen), "")


def mixed(held: Round, meant: list[tuple[Any, ...]], receipts: int) -> Iterator[Row]:
    """Close and mix; hold the ballots against the receipts, and some of them against what was sent."""
    closed = actions.close_round(round=held, now=clock.now())
    begun = time.perf_counter()
    actions.seal(round=closed, now=closed.closed_at + GRACE)
    yield Row("ballots are mixed", time.perf_counter() - begun, "s", at={"ballots": receipts})
    ballots = [sheet(*row) for row in Ballot.objects.filter(round=held).values_list("codes", "extra")]
    assert len(ballots) == receipts
    yield Row("ballots after mixing", len(ballots), "", at={"receipts": receipts})
    looked_at = random.SystemRandom().sample(ballots, LOOKED_AT)
    strange = sum((Counter(looked_at) - Counter(meant)).values())
    assert strange == 0
    assert Counter(ballots) == Counter(meant)
    yield Row("ballots after mixing that are as they were sent", LOOKED_AT - strange, "", at={"looked at": LOOKED_AT})


# ── mailed ────────────────────────────────────────────────────────────────────


def mailed(built: House, site: Site) -> Row:
    """Measure a letter: handed to the outbox by a tick, written and sent by workers as in production, to a sink."""
    held = prepared(site)
    actions.invite(round=held, invitees=people(site, 2 * LETTERS))
    write_to_all(round=actions.open_round(round=held), on=clock.today())
    worker = built.worker(hands=2, KEYS_DIR=settings.KEYS_DIR, SITE_URL="http://127.0.0.1", **IN_EARNEST)
    built.listening(worker)
    for turn in (1, 2):  # the first warms up
        before = spent.cpu(worker.pid) + spent.cpu(postmaster()) + spent.cpu(built.broker.process.pid)
        begun = time.perf_counter()
        built.tick()
        until(lambda n=turn: len(built.sink.letters) >= n * LETTERS, 300, what=f"{turn * LETTERS} letters")
        seconds = time.perf_counter() - begun
        until(
            lambda: not built.sql("SELECT 1 FROM ledger_effect WHERE state <> 'done' LIMIT 1"), 60, what="all is done"
        )
        cpu = spent.cpu(worker.pid) + spent.cpu(postmaster()) + spent.cpu(built.broker.process.pid) - before
    assert set(built.sink.copies().values()) == {1}
    return Row(
        "mail: CPU a letter", cpu * 1000 / LETTERS, "ms CPU", LETTERS, {"letters a second": round(LETTERS / seconds)}
    )
