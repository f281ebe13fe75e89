"""A release as rows: what one person may read of it, figure by figure. Read from its stored cells and nothing else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from surveys.models import ReleasedCell
from surveys.queries.results import CHUNK, Reading
from surveys.rules.results.wording import Measure

MEAN, SHARE = "mean", "share"
SIGNS = {"at": "=", "under": "<", "over": ">"}


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One figure: a mean, or the share of one answer in percent.

    place_key, place, kind: where. audience: who answered, as a code. band: how many, as the release says it ("10–19").
    answer: the step that a share is of, from 1; 0 for a mean. sign: =, < or > the value. step: what a share is rounded to.
    """

    place_key: str
    place: str
    kind: str
    audience: str
    measure: Measure
    figure: str
    answer: int
    sign: str
    value: Decimal
    band: str
    step: int | None


def export_rows(reading: Reading, measures: Mapping[str, Measure]) -> Iterator[ExportRow]:
    """Yield the figures of the places that the person reads, as their pages show them: by place, audience and measure."""
    places = {place.pk: place for place in reading.places if reading.reads(place.key)}
    cells = ReleasedCell.objects.filter(release=reading.release, place__in=list(places))
    for cell in cells.order_by("place__order", "place", "audience", "pk").iterator(chunk_size=CHUNK):
        place, measure = places[cell.place_id], measures.get(cell.measure)
        if measure is None or cell.part != reading.part(place.key, cell.audience):
            continue
        for figure, answer, sign, value in _figures(cell):
            yield ExportRow(
                place_key=place.key,
                place=place.name,
                kind=place.kind,
                audience=cell.audience,
                measure=measure,
                figure=figure,
                answer=answer,
                sign=sign,
                value=value,
                band=cell.band,
                step=cell.step if figure == SHARE else None,
            )


def _figures(cell: ReleasedCell) -> Iterator[tuple[str, int, str, Decimal]]:
    if cell.mean is not None:
        yield MEAN, 0, SIGNS[cell.mean_is], cell.mean
    for answer, (shape, value) in enumerate(cell.shares, start=1):
        yield SHARE, answer, SIGNS[shape], Decimal(value)
