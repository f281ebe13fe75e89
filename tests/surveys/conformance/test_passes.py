"""What is shown: whole questionnaires and single pages, on the server and in the browser."""

import random
from dataclasses import asdict

import pytest

from surveys.rules.answering.plan import page_data, plan
from surveys.rules.answering.visibility import shown
from tests.surveys.conformance.comparing import as_json, differences
from tests.surveys.rules.making import TODAY, answers, version

SIZES = [pytest.param(200, id="200"), pytest.param(2_000, id="2000", marks=pytest.mark.slow)]


def outcome(of):
    """Return a pass's outcome as the browser gives it."""
    made = {"hiddenOptions" if name == "hidden_options" else name: part for name, part in asdict(of).items()}
    return {**made, "values": {name: as_json(value) for name, value in made["values"].items()}}


@pytest.fixture(scope="module")
def passes():
    """Random questionnaires with answers, by number."""

    def make(many):
        rng = random.Random(many)
        return [(made := version(rng), answers(rng, made)) for _ in range(many)]

    return make


@pytest.mark.parametrize("many", SIZES)
def test_server_and_browser_show_the_same(passes, many, browser):
    made = passes(many)
    expected = [outcome(shown(plan(of), given, TODAY)) for of, given in made]
    hidden = sum(len(expected[index]["items"]) < len(of.items) for index, (of, _given) in enumerate(made))
    assert hidden > many / 3
    asked = [[[step.to_json() for step in plan(of)], given, TODAY, {}] for of, given in made]
    assert differences(asked, expected, browser.run(passes=asked)["passes"]) == []


@pytest.mark.parametrize("many", SIZES)
def test_a_page_alone_shows_what_it_shows_within_the_whole(passes, many, browser):
    asked, expected = [], []
    for of, given in passes(many):
        whole = shown(plan(of), given, TODAY)
        for section in of.sections:
            data = page_data(of, section, whole.values)
            names = {step["name"] for step in data["steps"]}
            asked.append([data["steps"], {**given, **data["given"]}, TODAY, data["values"]])
            expected.append([whole, names, section.key])
    outcomes = browser.run(passes=asked)["passes"]
    for result, (whole, names, key) in zip(outcomes, expected, strict=True):
        page = result["value"]
        assert page["sections"] == ([key] if key in whole.sections else [])
        assert page["items"] == [name for name in whole.items if name in names]
        assert page["fields"] == [name for name in whole.fields if name in names]
        assert {name: page["values"][name] for name in names if name in page["values"]} == {
            name: as_json(whole.values[name]) for name in names if name in whole.values
        }
