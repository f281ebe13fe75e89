"""A plan as PDF or Word document gives the outline that its text gives."""

import pytest
from hypothesis import HealthCheck, given, settings

from quality.importing.as_json import outline_as_dict
from quality.importing.files import read_file
from quality.importing.findings import Code
from quality.importing.reading import read_text
from tests.quality.importing.real_plans import NAMES, real_plan
from tests.quality.importing.twins import pdf_twin, word_plan, word_twin
from tests.quality.importing.writing import stockholm_plans


def content(outline):
    made = outline_as_dict(outline)
    return {key: made[key] for key in ("title", "period", "nodes", "sections", "coverage")}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("twin", [pdf_twin, word_twin])
def test_a_real_plan_as_pdf_or_word_gives_the_outline_of_its_text(name, twin):
    text = real_plan(name)
    assert content(read_file(twin(text))) == content(read_text(text))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("twin", [pdf_twin, word_twin])
def test_a_twin_of_a_real_plan_asks_what_the_text_asks(name, twin):
    text = real_plan(name)
    asked = [(finding.code, finding.text) for finding in read_text(text).findings]
    assert [(finding.code, finding.text) for finding in read_file(twin(text)).findings] == asked


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stockholm_plans())
def test_a_made_plan_written_in_word_comes_back_and_its_columns_leave_no_doubt_about_values(plan):
    outline = read_file(word_plan(plan))
    made = outline_as_dict(outline)
    assert {"nodes": made["nodes"], "sections": made["sections"]} == plan
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    assert {Code.LONE_VALUE, Code.UNSURE_VALUE}.isdisjoint(finding.code for finding in outline.findings)
