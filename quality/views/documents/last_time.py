"""What a team answered last time, in words."""

from typing import Any

from quality.models import Submission
from surveys.forms import paper


def sections_of(submission: Submission, language: str, today: str) -> list[dict[str, Any]]:
    """Return a submission's questions and answers for a template, section by section."""
    version = submission.sheet.version
    sheet = paper(version, language if language in version.languages else version.base)
    return sheet.marked(sheet.review(submission.sheet.thawed, today=today))


def words_of(submission: Submission, language: str, today: str) -> dict[str, str]:
    """Return a submission's answers as plain text, by field."""
    version = submission.sheet.version
    sheet = paper(version, language if language in version.languages else version.base)
    sections = sheet.review(submission.sheet.thawed, today=today)
    return {one.name: "\n".join(text for text, _tag in one.answers) for part in sections for one in part.questions}


def last_time(submission: Submission, language: str, key: str, today: str) -> list[dict[str, Any]]:
    """Return the answered questions of one page."""
    found = [section for section in sections_of(submission, language, today) if section["key"] == key]
    return [one for section in found for one in section["questions"] if one["answers"]]
