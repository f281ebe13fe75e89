"""Accessible charts: a figure in, a drawing with its table and its words out. `{% chart figure %}` shows one."""

from ui.charts.bars import Bar, BarFigure
from ui.charts.drawing import Drawing, Figure
from ui.charts.heat import HeatFigure, HeatRow
from ui.charts.printed import on_paper
from ui.charts.scale import ScaleFigure, ScaleRow
from ui.charts.trend import Break, Series, TrendFigure
from ui.charts.values import Bound, Mark, Value

__all__ = [
    "Bar",
    "BarFigure",
    "Bound",
    "Break",
    "Drawing",
    "Figure",
    "HeatFigure",
    "HeatRow",
    "Mark",
    "ScaleFigure",
    "ScaleRow",
    "Series",
    "TrendFigure",
    "Value",
    "on_paper",
]
