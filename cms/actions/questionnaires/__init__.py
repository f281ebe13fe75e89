"""What changes in the writing of questionnaires: one verb each."""

from cms.actions.questionnaires.drafting import WasPublished, begin_questionnaire, discard_questionnaire
from cms.actions.questionnaires.publishing import publish_questionnaire
from cms.actions.questionnaires.rewriting import (
    ChangedSince,
    add_language,
    drop_language,
    set_condition,
    set_index,
    translate,
)

__all__ = [
    "ChangedSince",
    "WasPublished",
    "add_language",
    "begin_questionnaire",
    "discard_questionnaire",
    "drop_language",
    "publish_questionnaire",
    "set_condition",
    "set_index",
    "translate",
]
