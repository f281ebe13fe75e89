"""What changes of surveys."""

from surveys.actions.importing import import_questionnaire, look_over
from surveys.actions.publishing import CannotPublish, create_questionnaire, publish_version
from surveys.actions.shelving import archive_questionnaire, unarchive_questionnaire

__all__ = [
    "CannotPublish",
    "archive_questionnaire",
    "create_questionnaire",
    "import_questionnaire",
    "look_over",
    "publish_version",
    "unarchive_questionnaire",
]
