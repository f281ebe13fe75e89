"""What a page of questions costs: compiling, filling, judging, publishing; and how large it is.

Everything happens in a transaction that is rolled back: the database is left as it was.
"""

import gzip
import os
from collections.abc import Iterator
from time import process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import transaction  # noqa: E402 (models need the settings)
from django.http import QueryDict  # noqa: E402

from bench.rows import Row, median_ms  # noqa: E402
from organisation.actions import create_unit  # noqa: E402
from surveys.actions import create_questionnaire, publish_version  # noqa: E402
from surveys.forms import Paper, paper_of  # noqa: E402
from surveys.rules.definition.document import read  # noqa: E402
from surveys.rules.definition.version import FORMAT, Version  # noqa: E402

LANGUAGES = ("sv", "en", "fi", "ar", "so", "pl", "uk", "fa", "ti", "es")
TODAY = "2027-03-01"
ON_A_PAGE = 25
EVERY = 9  # the last of ten has a condition


def text(words: str) -> dict[str, str]:
    """Return a text in ten languages."""
    return {language: f"{words} ({language})" for language in LANGUAGES}


def document(items: int) -> dict[str, Any]:
    """Return a questionnaire of `items` choices on a scale of five, with a condition on every tenth."""
    options = [{"code": str(n), "label": text(f"Svar {n}"), "weight": n} for n in range(1, 6)]
    options.append({"code": "vet-ej", "label": text("Vet ej"), "missing": "unknown"})
    asked: list[dict[str, Any]] = [
        {"type": "single", "key": f"q{n}", "text": text(f"Hur väl stämmer påstående {n}?"), "scale": "fem"}
        | ({"when": {"!=": [{"var": f"q{n - 1}"}, "1"]}} if n % 10 == EVERY else {})
        for n in range(items)
    ]
    pages = [asked[start : start + ON_A_PAGE] for start in range(0, items, ON_A_PAGE)]
    return {
        "format": FORMAT,
        "key": "bench",
        "languages": list(LANGUAGES),
        "title": text("Mätning"),
        "scales": [{"key": "fem", "options": options}],
        "sections": [{"key": f"s{n}", "title": text(f"Sida {n}"), "items": page} for n, page in enumerate(pages)],
        "scores": [{"key": "alla", "title": text("Alla"), "items": [{"name": item["key"]} for item in asked]}],
    }


def _version(items: int) -> Version:
    version, _found = read(document(items))
    assert version is not None
    return version


def _cpu_ms(work: object, runs: int) -> float:
    work()  # type: ignore[operator]
    start = process_time()
    for _ in range(runs):
        work()  # type: ignore[operator]
    return (process_time() - start) * 1000 / runs


def _publishing() -> Iterator[Row]:
    at = {"items": 100, "languages": len(LANGUAGES)}
    defined = _version(100)
    with transaction.atomic():
        unit = create_unit(name="Mätning", kind="municipality", key="bench-surveys")
        questionnaire = create_questionnaire(key="bench", unit=unit)
        start = process_time()
        publish_version(questionnaire=questionnaire, definition=defined)
        yield Row("a questionnaire is published", process_time() - start, "s CPU", at=at)
        transaction.set_rollback(True)
    start = process_time()
    for language in LANGUAGES:
        sheet = paper_of(defined, language)
        for key in sheet.keys:
            sheet.page(key).compiled  # noqa: B018 - compiles it
    yield Row("all its pages are compiled", process_time() - start, "s CPU", at=at)


def _compile(version: Version) -> None:
    page = Paper(version, "ar").page("s0")
    assert page.compiled.slots


def _page() -> Iterator[Row]:
    at = {"items": ON_A_PAGE}
    version = _version(ON_A_PAGE)
    sheet = paper_of(version, "sv")
    answers = {f"q{n}": "4" for n in range(ON_A_PAGE)}
    data = QueryDict("&".join(f"q-{name}={code}" for name, code in answers.items()))

    def draw() -> str:
        return str(sheet.form("s0", answers=answers, today=TODAY).html())

    def judge() -> None:
        form = sheet.form("s0", data, answers={}, today=TODAY)
        assert form.is_valid()
        assert form.page_answers == answers

    yield Row("a page is compiled", median_ms(lambda: _compile(version), 5), "ms", 5, at)
    yield Row("a page is filled, with its form and conditions", _cpu_ms(draw, 200), "ms CPU", 200, at)
    yield Row("a page is judged", _cpu_ms(judge, 200), "ms CPU", 200, at)
    html = draw().encode()
    yield Row("questions of a page", len(html) / 1000, "kB", at=at)
    yield Row("questions of a page, compressed", len(gzip.compress(html)) / 1000, "kB", at=at)


def run() -> Iterator[Row]:
    """Yield the figures."""
    yield from _page()
    yield from _publishing()
