#!/usr/bin/env python
"""Django's commands. Those that need the database join the servers that run for STATE, or start and stop their own.

`manage.py migrate + demo` runs several in one process, which spares Django's start.
"""

import os
import sys

from launch.old_python import refuse

refuse()

from launch import management  # noqa: E402
from launch.cli import with_sentences  # noqa: E402


def main():  # noqa: ANN201 - parses on Python 2
    """Run the command line."""
    management.use_djangos_python()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["import_plan"]:
        from quality.importing.on_disk import dry_run  # noqa: PLC0415 - Python 2 cannot parse it

        status = dry_run(sys.argv[2:])  # answers in a third of a second; Django alone takes two
        if status is not None:
            return status
    with management.around(sys.argv[1:]):
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - Django reads its settings here

        for command in management.chain(sys.argv[1:]):
            execute_from_command_line([sys.argv[0]] + command)  # noqa: RUF005 - parses on Python 2
    return 0


if __name__ == "__main__":
    sys.exit(with_sentences(main))
