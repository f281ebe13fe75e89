"""What all registries of pages share."""


class AlreadyRegistered(ValueError):
    """Two items asked for the same key in one registry."""
