"""What a page of questions costs: compiling, filling, judging, publishing, printing; and how large it is.

Everything happens in a transaction that is rolled back: the database is left as it was.
"""

import datetime as dt
import gzip
import json
import os
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.staticfiles import finders  # noqa: E402 (models need the settings)
from django.http import QueryDict  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from bench.bench_organisation import rolled_back  # noqa: E402
from bench.rows import Row, median_ms  # noqa: E402
from organisation.actions import Newcomer, assign, create_person, create_unit  # noqa: E402
from organisation.enums import Role  # noqa: E402
from surveys.actions import create_questionnaire, publish_version  # noqa: E402
from surveys.forms import Paper, paper_of  # noqa: E402
from surveys.rules.definition.document import read  # noqa: E402
from surveys.rules.definition.version import FORMAT, Version  # noqa: E402
from surveys.views.printing import TEMPLATE, document_of  # noqa: E402
from ui.typeset import pdf  # noqa: E402

LANGUAGES = ("sv", "en", "fi", "ar", "so", "pl", "uk", "fa", "ti", "es")
TODAY = "2027-03-01"
ON_A_PAGE = (25, 100)
IN_ALL = (100, 400)
EVERY = 9  # the last of ten has a condition
RUNS = 200
LONG_AGO = dt.date(2020, 1, 1)
_LINKED = re.compile(r"(?:href|src)=\"/static/([^\"#]+\.(?:css|js))\"")
_IMPORTED = re.compile(r"^import .*\"\./([^\"]+)\";", re.MULTILINE)
_HASH = re.compile(r"\.[0-9a-f]{12}(\.\w+)$")


def text(words: str) -> dict[str, str]:
    """Return a text in ten languages."""
    return {language: f"{words} ({language})" for language in LANGUAGES}


def document(items: int, on_a_page: int) -> dict[str, Any]:
    """Return a questionnaire of `items` choices on a scale of five, so many on a page, with a condition on every tenth."""
    options = [{"code": str(n), "label": text(f"Svar {n}"), "weight": n} for n in range(1, 6)]
    options.append({"code": "vet-ej", "label": text("Vet ej"), "missing": "unknown"})
    asked: list[dict[str, Any]] = [
        {"type": "single", "key": f"q{n}", "text": text(f"Hur väl stämmer påstående {n}?"), "scale": "fem"}
        | ({"when": {"!=": [{"var": f"q{n - 1}"}, "1"]}} if n % 10 == EVERY else {})
        for n in range(items)
    ]
    pages = [asked[start : start + on_a_page] for start in range(0, items, on_a_page)]
    return {
        "format": FORMAT,
        "key": "bench",
        "languages": list(LANGUAGES),
        "title": text("Mätning"),
        "scales": [{"key": "fem", "options": options}],
        "sections": [{"key": f"s{n}", "title": text(f"Sida {n}"), "items": page} for n, page in enumerate(pages)],
        "scores": [{"key": "alla", "title": text("Alla"), "items": [{"name": item["key"]} for item in asked[:100]]}],
    }


def _version(items: int, on_a_page: int = ON_A_PAGE[0]) -> Version:
    version, _found = read(document(items, on_a_page))
    assert version is not None
    return version


def _cpu_ms(work: object, runs: int) -> float:
    work()  # type: ignore[operator]
    start = process_time()
    for _ in range(runs):
        work()  # type: ignore[operator]
    return (process_time() - start) * 1000 / runs


def _publishing(items: int) -> Iterator[Row]:
    at = {"items": items, "languages": len(LANGUAGES)}
    with rolled_back():
        unit = create_unit(name="Mätning", kind="municipality", key="bench-surveys", on=LONG_AGO)
        questionnaire = create_questionnaire(key="bench", unit=unit)
        text = json.dumps(document(items, ON_A_PAGE[0]))
        waited, start = perf_counter(), process_time()
        published = publish_version(questionnaire=questionnaire, definition=text)
        yield Row("a questionnaire is read, checked and published", process_time() - start, "s CPU", at=at)
        start = process_time()
        for language in LANGUAGES:
            sheet = paper_of(published.definition, language)
            for key in sheet.keys:
                sheet.page(key).compiled  # noqa: B018 - compiles it
        yield Row("all its pages are compiled", process_time() - start, "s CPU", at=at)
        yield Row("both together, as they are waited for", perf_counter() - waited, "s", at=at)


def _printing(items: int) -> Iterator[Row]:
    version = _version(items)
    for language in ("sv", "ar"):
        data = document_of(version, language, "Mätning", LONG_AGO)
        at = {"items": items, "language": language}
        yield Row("it is set as PDF", median_ms(lambda: pdf(TEMPLATE, data), 5), "ms", 5, at)  # noqa: B023 - at once
        yield Row("its PDF", len(pdf(TEMPLATE, data)) / 1000, "kB", at=at)


def _page(items: int) -> Iterator[Row]:
    at = {"items": items}
    version = _version(items, on_a_page=items)
    sheet = paper_of(version, "sv")
    answers = {f"q{n}": "4" for n in range(items)}
    data = QueryDict("&".join(f"q-{name}={code}" for name, code in answers.items()))

    def draw() -> str:
        return str(sheet.form("s0", answers=answers, today=TODAY).html())

    def judge() -> None:
        form = sheet.form("s0", data, answers={}, today=TODAY)
        assert form.is_valid()
        assert form.page_answers == answers

    def compile_it() -> None:
        assert Paper(version, "ar").page("s0").compiled.slots

    yield Row("a page is compiled", median_ms(compile_it, 5), "ms", 5, at)
    yield Row("a page is filled, with its form and conditions", _cpu_ms(draw, RUNS), "ms CPU", RUNS, at)
    yield Row("answers of a page are judged", _cpu_ms(judge, RUNS), "ms CPU", RUNS, at)


def _bytes(items: int) -> Iterator[Row]:
    """Yield what a browser fetches for a page that is tried out: the page, and with what it links to for the first time."""
    at = {"items": items}
    with rolled_back(), override_settings(ALLOWED_HOSTS=["testserver"]):
        unit = create_unit(name="Mätning", kind="municipality", key="bench-surveys", on=LONG_AGO)
        officer = create_person(person=Newcomer("bench-surveys@ronnfjard.example", "Eva", "Enkät"))
        assign(user=officer, unit=unit, role=Role.QUALITY_OFFICER, starts_on=LONG_AGO)
        questionnaire = create_questionnaire(key="bench", unit=unit)
        publish_version(questionnaire=questionnaire, definition=_version(items, on_a_page=items))
        client = Client()
        client.force_login(officer)
        answered = client.get("/enkatbibliotek/bench/1/prova/")
        assert answered.status_code == HTTPStatus.OK
    page = answered.content
    linked = {name: one for named in _LINKED.findall(page.decode()) for name, one in _static(named).items()}
    first = len(gzip.compress(page)) + sum(len(gzip.compress(one)) for one in linked.values())
    yield Row("a whole page", len(page) / 1000, "kB", at=at)
    yield Row("a whole page, compressed", len(gzip.compress(page)) / 1000, "kB", at=at)
    yield Row(
        "the first page with its styles and scripts, compressed", first / 1000, "kB", at={**at, "files": len(linked)}
    )


def _static(name: str) -> dict[str, bytes]:
    """Return a file as it is served, and those that it imports, by name."""
    plain = _HASH.sub(r"\1", name)
    path = finders.find(plain)
    assert isinstance(path, str), name
    read = {plain: Path(path).read_bytes()}
    for other in _IMPORTED.findall(read[plain].decode()):
        read |= _static(str(Path(plain).parent / other))
    return read


def run() -> Iterator[Row]:
    """Yield the figures."""
    for items in ON_A_PAGE:
        yield from _page(items)
        yield from _bytes(items)
    for items in IN_ALL:
        yield from _publishing(items)
        yield from _printing(items)
