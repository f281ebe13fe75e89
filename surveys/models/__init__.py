"""What is stored of surveys."""

from surveys.models.ballot import Address, Ballot, Draft, Inbox, Invitation, PoolMember, Tally
from surveys.models.mailing import Mailing, RecipientList
from surveys.models.open_link import OpenLink
from surveys.models.paper import PaperSheaf
from surveys.models.questionnaire import Questionnaire, QuestionnaireVersion
from surveys.models.release import Release, ReleasedCell, ReleasedPlace, ReleasedText
from surveys.models.reports import ReportSheaf
from surveys.models.round import Round, RoundUnit
from surveys.models.sheet import AnswerSheet

__all__ = [
    "Address",
    "AnswerSheet",
    "Ballot",
    "Draft",
    "Inbox",
    "Invitation",
    "Mailing",
    "OpenLink",
    "PaperSheaf",
    "PoolMember",
    "Questionnaire",
    "QuestionnaireVersion",
    "RecipientList",
    "Release",
    "ReleasedCell",
    "ReleasedPlace",
    "ReleasedText",
    "ReportSheaf",
    "Round",
    "RoundUnit",
    "Tally",
]
