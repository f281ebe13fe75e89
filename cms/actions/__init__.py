"""What changes in the writing of plans: one verb each."""

from cms.actions.drafts import draft_plan
from cms.actions.places import place_of

__all__ = ["draft_plan", "place_of"]
