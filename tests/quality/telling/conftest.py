"""Somebody signed in, and pages whose statements are counted."""

from tests.cast import same_cast
from tests.quality.views.conftest import signed_in, statements  # noqa: F401 - used by the tests beside this

cast = same_cast()
