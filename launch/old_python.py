# -*- coding: utf-8 -*-
"""Says no to a Python that is too old. This file, `__main__` and manage.py parse on any Python, 2.7 too."""

import sys

OLDEST = (3, 11)
TOO_OLD = (
    "Kvalitetshjulet behöver Python 3.11 eller senare. Det här är Python %s (%s).\n"
    "Installera en nyare och peka ut den, till exempel: make run PYTHON=python3.11\n"
    "Eller kör allt i behållare: docker compose up\n"
)


def refuse(version=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
    """Write what to do and exit with status 2 where `version` (default: this Python's) is too old."""
    version = tuple(version or sys.version_info[:3])
    if version < OLDEST:
        sys.stderr.write(TOO_OLD % (".".join(str(part) for part in version), sys.executable))
        raise SystemExit(2)
