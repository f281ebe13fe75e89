"""The pieces that pages are written with."""

from cms.blocks.plan import PLAN_BLOCKS
from cms.blocks.questionnaire import QUESTIONNAIRE_BLOCKS

__all__ = ["PLAN_BLOCKS", "QUESTIONNAIRE_BLOCKS"]
