"""The pieces that pages are written with."""

from cms.blocks.plan import PLAN_BLOCKS

__all__ = ["PLAN_BLOCKS"]
