"""A plan is read in a process of its own, whatever the file does."""

import pytest

from cms.importing import apart
from cms.importing.apart import read_apart, tell
from quality.importing.refusal import Refused
from tests.cms.plans_read import PLAN


def test_a_plan_is_read_with_its_source_and_findings():
    reading = read_apart(PLAN.encode())
    assert reading.source == PLAN.split("\n")
    assert [row["kind"] for row in reading.rows].count("goal") == 2
    assert {finding["code"] for finding in reading.findings} >= {"no_title", "lone_value", "bad_date"}
    assert reading.coverage["placed"] == reading.coverage["visible"] > 0


def test_a_file_that_is_no_plan_is_refused_with_its_sentence_and_what_fills_it():
    with pytest.raises(Refused) as refused:
        read_apart(b"rad\n" * 100_000)
    assert str(refused.value) == "Texten har 100 001 rader. Gränsen är 20 000; dela upp planen."
    assert refused.value.values == {"lines": "100 001", "most": "20 000"}


def test_a_file_that_is_too_big_starts_no_process(monkeypatch):
    monkeypatch.setattr(apart.subprocess, "run", lambda *args, **kwargs: pytest.fail("a process was started"))
    with pytest.raises(Refused, match="för stor"):
        read_apart(b"a" * 20_000_000)


def test_a_reading_that_takes_too_much_memory_or_time_is_refused_in_a_sentence(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(Refused) as refused:
        read_apart(PLAN.encode())
    assert str(refused.value) == apart.TOO_MUCH


def test_what_is_told_can_be_stored():
    told = tell("Enhetsmål:\nAlla\u2028barn\n".encode())
    assert all("\0" not in line for line in told["source"])
