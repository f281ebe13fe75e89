"""Journeys: one long way each through the whole house, in a real browser."""

import pytest


def pytest_collection_modifyitems(items):
    """Everything here needs Chromium, and more time than another test."""
    for item in items:
        if "tests/journeys" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(1500))
