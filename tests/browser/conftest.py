"""Everything here needs Chromium; the fixtures are those of `tests.browser.pages`."""

import pytest


def pytest_collection_modifyitems(items):
    """Everything here needs Chromium, and a database whose rows the live server sees."""
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
