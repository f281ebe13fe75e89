"""How a form tells why an action said no."""

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from organisation.actions import Refused


@contextmanager
def saying_why(form: forms.Form) -> Iterator[None]:
    """Turn an action's refusal into a fault of the form, so that it is shown again with the sentence on top."""
    try:
        yield
    except Refused as fault:
        form.add_error(None, str(fault))
