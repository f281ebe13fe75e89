"""Made plans of both families come back as they were, whatever stands in them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality.importing.as_json import outline_as_dict
from quality.importing.findings import Code
from quality.importing.reading import read_text
from tests.quality.importing.writing import focus_plans, stockholm_plans, write_focus, write_stockholm

some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
many = settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reads_back(text, plan):
    """Whether a text gives a plan, every character placed once."""
    outline = read_text(text)
    made = outline_as_dict(outline)
    assert {"nodes": made["nodes"], "sections": made["sections"]} == plan
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)


@some
@given(stockholm_plans())
def test_a_made_plan_of_the_stockholm_structure_comes_back(plan):
    reads_back(write_stockholm(plan), plan)


@some
@given(focus_plans(), st.integers(0, 2))
def test_a_made_plan_with_focus_areas_comes_back(plan, gap):
    reads_back(write_focus(plan, gap), plan)


@some
@given(stockholm_plans())
def test_a_lone_value_is_asked_about_and_a_lone_council_phrase_is_not(plan):
    lone = [row["target"] for row in rows(plan["nodes"]) if row["target"] and not row["council_target"]]
    asked = [finding.text for finding in read_text(write_stockholm(plan)).findings if finding.code is Code.LONE_VALUE]
    assert sorted(asked) == sorted(lone)


def rows(nodes):
    return [row for node in nodes for row in [*node["indicators"], *rows(node["children"])]]


@pytest.mark.slow
@many
@given(stockholm_plans(), st.integers(0, 2))
def test_many_made_plans_of_the_stockholm_structure_come_back(plan, gap):
    reads_back(write_stockholm(plan, gap), plan)


@pytest.mark.slow
@many
@given(focus_plans(), st.integers(0, 2))
def test_many_made_plans_with_focus_areas_come_back(plan, gap):
    reads_back(write_focus(plan, gap), plan)
