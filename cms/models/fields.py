"""A stream of blocks whose definitions stay out of migrations."""

from typing import Any

from wagtail.fields import StreamField


class Stream(StreamField):
    """A StreamField that a migration knows as a column of JSON: what the blocks look like changes without one."""

    def __init__(self, block_types: Any = (), **options: Any) -> None:
        options.pop("block_lookup", None)
        super().__init__(block_types, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field without its blocks."""
        name, path, _, options = super().deconstruct()
        for shown in ("block_lookup", "collapsed", "block_counts"):
            options.pop(shown, None)
        return name, path, [], options
