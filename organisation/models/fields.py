"""A field that keeps the Swedish sort key of other fields."""

from typing import Any

from django.db import models

from organisation.rules.sorting import sort_key


class SortKeyField(models.CharField):  # type: ignore[type-arg]
    """The sort key of the fields named in `of`, computed whenever the row is saved, one by one or in bulk.

    Byte order (collation "C") of the column is Swedish order. `QuerySet.update` and `bulk_update` set it by hand.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        kwargs.update(max_length=255, db_collation="C", editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Leave the fixed arguments out of migrations."""
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "db_collation", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Compute the key from the fields of `model_instance`."""
        key = sort_key(" ".join(str(getattr(model_instance, name)) for name in self.of))[:255]
        setattr(model_instance, self.attname, key)
        return key
