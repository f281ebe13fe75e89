"""What the organisation stores."""

from organisation.models.user import User

__all__ = ["User"]
