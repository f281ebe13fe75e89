"""Run the measurements: `python -m bench [word …]` runs those whose module name holds one of the words."""

import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import django
from django.core.management import call_command

import bench
from bench.rows import Row, table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
RESULTS = Path(__file__).parent / "results.json"


def chosen(words: list[str]) -> list[str]:
    """Return the names of the measuring modules that hold one of `words` (all, where none is given)."""
    names = sorted(m.name for m in pkgutil.iter_modules(bench.__path__) if m.name.startswith("bench_"))
    return [name for name in names if not words or any(word in name for word in words)]


def main(words: list[str]) -> int:
    """Measure, print and write. Returns the exit status."""
    django.setup()
    call_command("migrate", verbosity=0)
    rows: list[Row] = []
    for name in chosen(words):
        run: Callable[[], Iterable[Row]] = importlib.import_module(f"bench.{name}").run
        for row in run():
            rows.append(row)
            print(f"  {row.name}: {row.value:g} {row.unit}", file=sys.stderr, flush=True)
    print(table(rows))
    RESULTS.write_text(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
