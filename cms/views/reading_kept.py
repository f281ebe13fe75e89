"""A plan's text as it was drawn, kept by all that decides how it reads: a large plan is drawn once, not for each reader."""

import hashlib
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

import cms
import quality
import ui
from cms.queries.reading import Surroundings
from quality.models import PlanEdition

KEPT = 60 * 60 * 24  # seconds
DRAWN_BY = (cms, quality, ui)
FILES = (".py", ".html", ".mo")


def print_of(edition: PlanEdition, around: Surroundings, *, follows: bool) -> str:
    """Return a name for an edition's text as one reader sees it. follows: whether goals lead to where they are followed up."""
    said = [code_version(), edition.pk, edition.fingerprint, around.print(), get_language(), follows]
    return hashlib.sha256(repr(said).encode()).hexdigest()


@cache
def code_version() -> str:
    """Return a name for the code, templates and translations that draw a plan: a new release draws all anew."""
    said = hashlib.sha256()
    for app in DRAWN_BY:
        for path in sorted(Path(str(app.__file__)).parent.rglob("*")):
            if path.suffix in FILES:
                said.update(path.read_bytes())
    return said.hexdigest()
