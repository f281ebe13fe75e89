"""A plan's file on disk, read and shown. `manage.py import_plan FILE --dry-run` is this alone: it starts no Django."""

import argparse
import json
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, TextIO

from quality.importing.as_json import outline_as_dict, refusal_as_dict
from quality.importing.as_text import outline_as_text
from quality.importing.files import read_file, refuse_too_big
from quality.importing.outline import Outline
from quality.importing.refusal import Refused

REFUSED = 2  # exit status


class Writer(Protocol):
    """What can be written to: a stream, or Django's around one."""

    def write(self, text: str, /) -> object:
        """Write a text."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take a file, whose plan it is, and how to show it."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the plan: .txt, .pdf or .docx")
    parser.add_argument("--unit", metavar="KEY", default="", help="the unit whose plan it is")
    parser.add_argument("--dry-run", action="store_true", help="read and show, store nothing; needs no database")
    parser.add_argument("--json", action="store_true", help="one JSON object on one line")


def dry_run(arguments: Sequence[str], out: TextIO = sys.stdout, err: TextIO = sys.stderr) -> int | None:
    """Read and show a file. Return the exit status; None, and nothing shown, where the arguments ask for something else."""
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    add_arguments(parser)
    try:
        asked, unknown = parser.parse_known_args(arguments)
    except (argparse.ArgumentError, SystemExit):
        return None
    if unknown or not asked.dry_run:
        return None
    try:
        outline = read_path(asked.file)
    except Refused as refusal:
        refuse(str(refusal), asked.json, out, err)
        return REFUSED
    out.write(shown(outline, asked.json) + "\n")
    return 0


def refuse(why: str, as_json: bool, out: Writer, err: Writer) -> None:
    """Say why nothing came of it: to a person on `err`, and to a program on `out`."""
    if as_json:
        out.write(one_line(refusal_as_dict(why)) + "\n")
    err.write(why + "\n")


def shown(outline: Outline, as_json: bool) -> str:
    """Return an outline as it is printed."""
    return one_line(outline_as_dict(outline)) if as_json else outline_as_text(outline).removesuffix("\n")


def read_path(path: Path) -> Outline:
    """Return the outline of a file on disk. Raises Refused, also for a file that is missing, no file, or too big to be opened."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Refused(f"{path.name} är en mapp, inte en fil.")
        if not stat.S_ISREG(status.st_mode):
            raise Refused(f"{path.name} är inte en fil.")
        refuse_too_big(status.st_size)
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused(f"Filen {path.name} finns inte.") from None
    except OSError as error:
        raise Refused(f"Filen {path.name} går inte att öppna: {error.strerror}.") from None
    return read_file(data)


def one_line(value: dict[str, Any]) -> str:
    """Return a value as JSON on one line, Swedish letters as they are."""
    return json.dumps(value, ensure_ascii=False)
