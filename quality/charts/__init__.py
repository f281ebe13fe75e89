"""Drawings of quality work that the house's charts do not have."""

from quality.charts.timeline import Stretch, TimelineFigure

__all__ = ["Stretch", "TimelineFigure"]
