"""What the tests of doors share."""

import pytest
from django.http import HttpResponseNotFound
from django.urls import get_resolver


@pytest.fixture
def bare(monkeypatch):
    """Answer 404 without drawing its page, which is the same behind every door and takes most of such a visit."""
    resolver = get_resolver()
    drawn = resolver.resolve_error_handler

    def handler(status):
        return (lambda *_, **__: HttpResponseNotFound()) if status == 404 else drawn(status)

    monkeypatch.setattr(resolver, "resolve_error_handler", handler)
