"""What others extend: the demo municipality, to which every app adds its part."""

from collections.abc import Callable

from ledger.kinds import Registry

#: Loaders of the demo municipality by app; `manage.py demo` runs each once, in one transaction, the last registered first.
demo: Registry[Callable[[], None]] = Registry("The demo loader")
