"""What must not be where real people are."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import ProgrammingError, connections

from organisation.models import User


@register(Tags.database)
def no_demo_people_in_production(*, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to run for real on a database that holds made-up people with a password that everybody knows."""
    if settings.MODE != "production" or not databases or "default" not in databases:
        return []
    if User._meta.db_table not in connections["default"].introspection.table_names():
        return []
    try:
        count = User.objects.filter(is_demo=True, is_active=True).count()
    except ProgrammingError:  # the table is there, its newest columns not yet: migrate comes first
        return []
    if not count:
        return []
    return [
        Error(
            f"{count} made-up people of the demo can sign in here, with a password that everybody knows.",
            hint="Use another DATABASE_URL for production: a database that has been a demo is never used for real.",
            id="organisation.E001",
        )
    ]
