"""What changes in the writing of plans: one verb each."""

from cms.actions.adopting import ChangedMeanwhile, NotAdopted, NotLive, adopt_and_publish, withdraw
from cms.actions.copying import AlreadyBegun, copy_to_next_year, copy_to_unit
from cms.actions.drafts import WasAdopted, discard_draft, draft_plan
from cms.actions.places import place_of

__all__ = [
    "AlreadyBegun",
    "ChangedMeanwhile",
    "NotAdopted",
    "NotLive",
    "WasAdopted",
    "adopt_and_publish",
    "copy_to_next_year",
    "copy_to_unit",
    "discard_draft",
    "draft_plan",
    "place_of",
    "withdraw",
]
