"""An anchor: one day's keyed list of every chain's length and head, as the text of a file outside the database."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TITLE = "Kvalitetshjulet anchor 1"
SEAL = "seal "


class NotAnAnchor(ValueError):
    """A file that is not an anchor, or not the one that was written. The text says which and why."""


@dataclass(frozen=True)
class Head:
    """How far one chain had come."""

    subject: str
    length: int
    head: bytes


@dataclass(frozen=True)
class AnchorText:
    """What an anchor says; `before` is the seal of the anchor before it, or nothing."""

    day: dt.date
    before: str
    heads: tuple[Head, ...]
    seal: str


def written(*, key: bytes, day: dt.date, before: str, heads: Iterable[Head]) -> Iterator[str]:
    """Yield the lines of an anchor, the seal last."""
    seal = hmac.new(key, digestmod=hashlib.sha256)
    for line in _lines(day, before, heads):
        seal.update(line.encode())
        yield line
    yield f"{SEAL}{seal.hexdigest()}\n"


def _lines(day: dt.date, before: str, heads: Iterable[Head]) -> Iterator[str]:
    yield f"{TITLE}\n"
    yield f"day {day.isoformat()}\n"
    yield f"before {before or '-'}\n"
    for one in heads:
        yield f"{one.length} {one.head.hex()} {json.dumps(one.subject, ensure_ascii=False)}\n"


def read(*, key: bytes, lines: Iterable[str]) -> AnchorText:
    """Return what an anchor says. Raises NotAnAnchor where a line was changed, added or taken away."""
    seal = hmac.new(key, digestmod=hashlib.sha256)
    body: list[str] = []
    told = ""
    for line in lines:
        if told:
            raise NotAnAnchor("There are lines after its seal.")
        if line.startswith(SEAL):
            told = line.removeprefix(SEAL).strip()
        else:
            seal.update(line.encode())
            body.append(line)
    if not body or body[0].strip() != TITLE:
        raise NotAnAnchor("It is not an anchor of this system.")
    if not told:
        raise NotAnAnchor("Its seal is missing: the file is cut off.")
    if not hmac.compare_digest(told, seal.hexdigest()):
        raise NotAnAnchor("Its seal does not fit: it was changed, or sealed with another key.")
    return _said(body, told)


def _said(body: list[str], seal: str) -> AnchorText:
    day, before = (line.split(" ", 1)[1].strip() for line in body[1:3])
    heads = []
    for line in body[3:]:
        length, head, subject = line.split(" ", 2)
        heads.append(Head(json.loads(subject), int(length), bytes.fromhex(head)))
    return AnchorText(dt.date.fromisoformat(day), "" if before == "-" else before, tuple(heads), seal)
