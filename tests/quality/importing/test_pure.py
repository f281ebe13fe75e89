"""The importer is pure: it needs nothing of the product, and no Django."""

import subprocess
import sys
from pathlib import Path

import quality.importing

FOLDER = Path(quality.importing.__file__).parent
FORBIDDEN = ("django", "wagtail", "celery", "psycopg", "ledger", "organisation", "surveys", "workflows", "cms", "ui")


def test_reading_a_plan_loads_no_django_and_nothing_else_of_the_product():
    modules = ", ".join(
        f"quality.importing.{path.stem}" for path in sorted(FOLDER.glob("*.py")) if path.stem != "__init__"
    )
    script = f"import {modules}, sys; print(*sorted(name.split('.')[0] for name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=FOLDER.parents[1], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()).isdisjoint(FORBIDDEN)


def test_a_text_is_read_without_loading_what_only_pdf_and_word_need():
    script = "import quality.importing.files as f, sys; f.read_file(b'Hej'); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=FOLDER.parents[1], capture_output=True, text=True, check=True
    )
    assert {"pypdf", "docx", "lxml"}.isdisjoint(done.stdout.split())
