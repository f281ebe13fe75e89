"""The wheel as a picture."""

from workflows.charts.wheel import Dots, Mark, WheelFigure

__all__ = ["Dots", "Mark", "WheelFigure"]
