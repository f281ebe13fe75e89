# -*- coding: utf-8 -*-  # noqa: UP009 - Python 2 needs to be told
"""Says no to a Python that is too old. This file, `__main__` and manage.py parse on any Python, 2.7 too."""

import sys

OLDEST = (3, 11)
TOO_OLD = (
    "Kvalitetshjulet behöver Python 3.11 eller senare. Det här är Python %s (%s).\n"
    "Installera en nyare och peka ut den, till exempel: make run PYTHON=python3.11\n"
    "Eller kör allt i behållare: docker compose up\n"
)


def refuse(version=None):  # noqa: ANN001, ANN201 - Python 2 knows no annotations, only the comment below
    # type: (tuple[int, ...] | None) -> None
    """Write what to do and exit with status 2 where `version` (default: this Python's) is too old."""
    version = tuple(version or sys.version_info[:3])
    if version < OLDEST:
        sys.stderr.write(TOO_OLD % (".".join(str(part) for part in version), sys.executable))
        raise SystemExit(2)
