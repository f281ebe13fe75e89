"""Somebody signed in, and pages whose statements are counted."""

from tests.quality.views.conftest import signed_in, statements  # noqa: F401 - used by the tests beside this
