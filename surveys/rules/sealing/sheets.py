"""What lies in a sealed box: one finished answer, as long as any other of its version."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.rules.answering.answers import MOST_OTHER, Answer
from surveys.rules.answering.coding import CODED, Layout
from surveys.rules.definition.fields import Field, Kind
from surveys.rules.definition.items import TextItem
from surveys.rules.sealing.boxes import padded, unpadded

PER_CHARACTER = 4  # bytes of UTF-8, and more than what JSON needs for a quotation mark or a new line
PER_CODE = 6
PER_VALUE = 64
AROUND = 256
STEP = 256
MODULUS = 2**256
UNSEEN = {
    number: None for number in range(32) if chr(number) not in "\n\r\t"
}  # nobody types them, and JSON needs six bytes for each


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished answer. `place`: id of the round's unit. `pair`: the same for the guardians of one child, None for others."""

    place: int
    audience: str
    pair: int | None
    codes: tuple[int, ...]
    extra: Mapping[str, Answer] | None = None


def size_of(layout: Layout) -> int:
    """Return how many bytes every answer to the version takes before it is sealed: what the longest one needs."""
    extra = sum(_most(field) for field in layout.fields if field.kind not in CODED)
    return -(-(AROUND + PER_CODE * layout.length + extra) // STEP) * STEP


def _most(field: Field) -> int:
    around = PER_CHARACTER * len(field.name) + PER_VALUE
    if field.kind is not Kind.TEXT:
        return around
    most = MOST_OTHER if field.other_of else getattr(field.item, "most", None) or TextItem(key="x").most
    return around + PER_CHARACTER * int(most)


def written(sheet: Sheet, size: int) -> bytes:
    """Return a sheet as bytes, `size` of them. Raises ValueError where it is not of the version that `size` was made for."""
    extra = {name: _plain(value) for name, value in (sheet.extra or {}).items()} or None
    parts = [sheet.place, sheet.audience, sheet.pair, list(sheet.codes), extra]
    return padded(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode(), size)


def _plain(value: Answer) -> Answer:
    return value.translate(UNSEEN) if isinstance(value, str) else value


def read(block: bytes) -> Sheet:
    """Return the sheet that was written."""
    place, audience, pair, codes, extra = json.loads(unpadded(block))
    return Sheet(place, audience, pair, tuple(codes), extra)


def digest_of(rows: Iterable[Sequence[object]]) -> str:
    """Return a digest of rows in which their order plays no part, 64 hexadecimal digits."""
    total = 0
    for row in rows:
        text = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
        total = (total + int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")) % MODULUS
    return f"{total:064x}"
