"""The way from a template and data to a PDF: a process of its own, an empty folder, a limit to time and size."""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ui.typeset.fonts import FOLDER
from ui.typeset.words import printable

HERE = Path(__file__).resolve().parent
HOUSE = "house.typ"
COMPILER = HERE / "compiler.py"
FILE_NAME = re.compile(r"\A[a-z0-9-]+\.(?:png|jpg)\Z")
MEGABYTE = 1024 * 1024
NO_GLYPH = "could not be displayed"


class NotTypeset(Exception):
    """A document could not be set: too large, too slow, or a fault in its template."""


@dataclass(frozen=True)
class Limits:
    """How much a document may cost: seconds of wall time, MB of data in and of PDF out, MB of memory."""

    seconds: int = 120
    data: int = 16
    result: int = 64
    memory: int = 3072


USUAL = Limits()


def pdf(
    template: Path, data: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None, limits: Limits = USUAL
) -> bytes:
    """Return `data` set by `template` as PDF: the same bytes for the same data.

    data: JSON. `title` and `date` (ISO) are the document's own, `language` (BCP 47) its language; the template says what else it
    takes. pictures: what the template may open beside `house.typ`, by names such as `1.png`. Raises NotTypeset.
    """
    pictures = pictures or {}
    if not all(FILE_NAME.match(name) for name in pictures):
        raise NotTypeset("A picture needs a plain name.")
    source = template.read_text(encoding="utf-8")
    try:
        return _set(source, printable(dict(data)), pictures, limits)
    except _NoGlyph:
        return _set(source, printable(dict(data), strict=True), pictures, limits)


@cache
def code_version(template: Path) -> str:
    """Return a name for all that decides how data are set: template, house style, typst, fonts, this package."""
    said = hashlib.sha256(version("typst").encode())
    for path in [template, *sorted(HERE.glob("*.py")), HERE / HOUSE, *sorted(FOLDER.glob("*.ttf"))]:
        said.update(path.read_bytes())
    return said.hexdigest()[:16]


class _NoGlyph(NotTypeset):
    """A sign has no glyph in the font that the rest of its cluster stands in."""


def _set(source: str, data: Any, pictures: Mapping[str, bytes], limits: Limits) -> bytes:
    order = json.dumps({"source": source, "data": json.dumps(data, ensure_ascii=False)}).encode()
    if len(order) > limits.data * MEGABYTE:
        raise NotTypeset("The document is too large.")
    with tempfile.TemporaryDirectory(prefix="typeset-") as root:
        (Path(root) / HOUSE).write_bytes((HERE / HOUSE).read_bytes())
        for name, content in pictures.items():
            (Path(root) / name).write_bytes(content)
        made = _run(order, root, limits)
    if len(made) > limits.result * MEGABYTE:
        raise NotTypeset("The PDF became too large.")
    return made


def _run(order: bytes, root: str, limits: Limits) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and file, the rest on its standard input)
            [sys.executable, "-I", str(COMPILER), root, str(FOLDER), str(limits.seconds), str(limits.memory)],
            input=order,
            capture_output=True,
            timeout=limits.seconds,
            env={},
            cwd=root,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise NotTypeset("The document took too long.") from slow
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode(errors="replace").strip()[-2000:]
    raise _NoGlyph(said) if NO_GLYPH in said else NotTypeset(said or f"The compiler ended with {done.returncode}.")
