"""One Chromium for the conformance tests, and the cases that both evaluators are held to."""

import json
from pathlib import Path

import pytest

from tests.surveys.conformance.browser import Browser

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LOGIC_JS = ROOT / "surveys/static/surveys/js/logic.js"


@pytest.fixture(scope="session")
def _chromium():
    """Chromium, started once."""
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture
def browser(_chromium):
    """Chromium with the evaluator as it is shipped."""
    _chromium.load(LOGIC_JS.read_text(encoding="utf-8"))
    return _chromium


@pytest.fixture(scope="session")
def written():
    """The hand-written cases: name, tree, values, today, expected value."""
    book = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
    return [
        (
            f"{group['name']}: {json.dumps(tree, ensure_ascii=False)} with {values}",
            tree,
            values,
            book["today"],
            expected,
        )
        for group in book["groups"]
        for tree, values, expected in group["cases"]
    ]
