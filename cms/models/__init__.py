"""What is written: plan pages in their places, and which edition each became."""

from cms.models.adopted import AdoptedPage
from cms.models.places import PlansHome, UnitPlans
from cms.models.plan_import import PlanImport
from cms.models.plan_page import PlanPage
from cms.models.questionnaire_page import LibraryHome, PublishedPage, QuestionnairePage
from cms.models.wheel_page import PublishedWheel, WheelPage

__all__ = [
    "AdoptedPage",
    "LibraryHome",
    "PlanImport",
    "PlanPage",
    "PlansHome",
    "PublishedPage",
    "PublishedWheel",
    "QuestionnairePage",
    "UnitPlans",
    "WheelPage",
]
