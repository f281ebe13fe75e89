"""Charts as data for a document: what is drawn, and the same words and blanks as on the page."""

from typing import Any

from django.utils.translation import gettext as _

from ui.charts.bars import BarFigure, parts, striped
from ui.charts.scale import PRINTED_FROM, TONES, ScaleFigure, ScaleRow, laid_out, withheld
from ui.charts.values import Bound, Mark, figure, written

WHOLE = 100.0


def on_paper(drawn: ScaleFigure | BarFigure) -> dict[str, Any]:
    """Return a chart for a template: `kind` (scale or bars), `title`, `steps` (tone and words), `rows`. Widths in per cent."""
    return _scale(drawn) if isinstance(drawn, ScaleFigure) else _bars(drawn)


def _scale(drawn: ScaleFigure) -> dict[str, Any]:
    tones = TONES[len(drawn.steps)]
    return {
        "kind": "scale",
        "title": str(drawn.title),
        "steps": [{"tone": tone, "text": str(step)} for tone, step in zip(tones, drawn.steps, strict=True)],
        "joined": _("Hopslaget: minst ett av svaren gavs av få") if _has_joined(drawn) else "",
        "rows": [_row(drawn, row) for row in drawn.rows],
    }


def _has_joined(drawn: ScaleFigure) -> bool:
    return any(block.joined for row in drawn.rows for block in laid_out(row))


def _row(drawn: ScaleFigure, row: ScaleRow) -> dict[str, Any]:
    if isinstance(row.shares, Mark):
        return {"label": str(row.question), "aside": "", "note": str(row.withheld or withheld()), "parts": []}
    laid = laid_out(row)
    parts = [
        {
            "start": block.start,
            "width": block.width,
            "tone": 0 if block.joined else drawn.tone(block),
            "text": written(block.share) if block.share is not None and block.share >= PRINTED_FROM else "",
        }
        for block in laid
    ]
    aside = _("medel %(mean)s") % {"mean": written(row.mean, "", 1)} if row.mean is not None else ""
    return {
        "label": str(row.question),
        "aside": aside,
        "note": "" if laid else _("Ingen har svarat på frågan."),
        "parts": parts,
    }


def _bars(drawn: BarFigure) -> dict[str, Any]:
    high = drawn.high or WHOLE
    rows = []
    for bar in drawn.bars:
        known, start, width = parts(bar.value, min((figure(bar.value) or 0) / high, 1) * WHOLE)
        text = written(bar.value, drawn.unit, drawn.decimals)
        striped_part = {"start": start, "width": width}
        rows.append({"label": str(bar.label), "width": known, "striped": striped_part, "text": text, "url": bar.url})
    has_bounds = any(isinstance(bar.value, Bound) for bar in drawn.bars)
    return {"kind": "bars", "title": str(drawn.title), "rows": rows, "striped": striped() if has_bounds else ""}
