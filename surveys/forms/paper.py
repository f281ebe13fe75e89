"""A version in one language, ready to be answered: its pages, what is shown of them, what is missing, the answers in words.

sheet = paper(version, "ar")                     a stored version; `paper_of(definition, "ar")` for a draft
sheet.opened(answers, today=…, given=…)          which pages there are, for these answers
form = sheet.form("trivsel", request.POST, answers=answers, today=…, given=…)
form.is_valid(), form.page_answers, form.html(), form.faults(), form.marks(), form.logic()
sheet.review(answers, today=…)                   what stands on the page before sending
sheet.completeness(answers, today=…)             what is still missing
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from surveys.forms.answers import PageForm, form_class
from surveys.forms.page import Page
from surveys.forms.wording import Wording
from surveys.models import QuestionnaireVersion
from surveys.models.questionnaire import ByHash, read_once
from surveys.queries.saying import day_in_words
from surveys.rules.answering.answers import Answer
from surveys.rules.answering.completeness import Completeness, completeness
from surveys.rules.answering.plan import plan
from surveys.rules.answering.review import ReviewedSection, review
from surveys.rules.answering.visibility import Shown, shown, without
from surveys.rules.definition.language import direction
from surveys.rules.definition.version import Version
from surveys.rules.phrases import Phrases, phrases

KEPT = 256  # papers that a process keeps: a version in a language each
Answers = Mapping[str, Answer]


class Paper:
    """One version in one language. Pages are compiled when they are first asked for, and kept."""

    def __init__(self, version: Version, language: str) -> None:
        self.version = version
        self.language = language
        self.plan = plan(version)
        self._pages: dict[str, Page] = {}
        self._forms: dict[str, type[PageForm]] = {}

    @property
    def direction(self) -> str:
        """The way the language runs."""
        return direction(self.language)

    @property
    def phrases(self) -> Phrases:
        """What stands beside the questions."""
        return phrases(self.language)

    @property
    def title(self) -> str:
        """The name of the questionnaire."""
        return self.version.title.shown(self.language, self.version.base)[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all pages, in order."""
        return tuple(section.key for section in self.version.sections)

    def page(self, key: str) -> Page:
        """Return a page. Raises LookupError where there is none."""
        if key not in self._pages:
            section = next((section for section in self.version.sections if section.key == key), None)
            if section is None:
                raise LookupError(key)
            self._pages[key] = Page(self.version, section, self.language, self.plan)
        return self._pages[key]

    def form(self, key: str, data: Mapping[str, Any] | None = None, **more: Any) -> PageForm:
        """Return the form of a page; `more` as `PageForm` says."""
        if key not in self._forms:
            page = self.page(key)
            self._forms[key] = form_class(page, page.fields)
        return self._forms[key](data, **more)

    def shown(self, answers: Answers, *, today: str, given: Mapping[str, str] | None = None) -> Shown:
        """Return what is shown of the whole."""
        return shown(self.plan, {**answers, **(given or {})}, today)

    def opened(self, answers: Answers, *, today: str, given: Mapping[str, str] | None = None) -> list[str]:
        """Return the keys of the pages that are shown, in order."""
        return self.shown(answers, today=today, given=given).sections

    def settled(self, answers: Answers, *, today: str, given: Mapping[str, str] | None = None) -> dict[str, Answer]:
        """Return the answers that are left when all that is hidden is taken away, options too: what is stored."""
        visible = self.shown(answers, today=today, given=given)
        return {
            name: without(answers[name], visible.hidden_options.get(name, ()))
            for name in visible.fields
            if visible.values.get(name) is not None
        }

    def completeness(
        self, answers: Answers, *, today: str, given: Mapping[str, str] | None = None, page: str | None = None
    ) -> Completeness:
        """Return what is answered and missing, of the whole or of one page."""
        return completeness(self.version, self.shown(answers, today=today, given=given), page)

    def review(
        self, answers: Answers, *, today: str, given: Mapping[str, str] | None = None
    ) -> tuple[ReviewedSection, ...]:
        """Return the questions that are shown, with the answers in words, by language."""
        visible = self.shown(answers, today=today, given=given)
        settled = self.settled(answers, today=today, given=given)
        return review(self.version, visible, settled, self.language, lambda day: day_in_words(day, self.language))

    def marked(self, sections: tuple[ReviewedSection, ...]) -> list[dict[str, Any]]:
        """Return what `review` gave for a template: escaped, and marked where it is in another language than the page."""
        marked = Wording(self.language, self.version.base).marked
        return [
            {
                "key": section.key,
                "title": marked(*section.title),
                "plain_title": section.title[0],
                "questions": [
                    {
                        "name": one.name,
                        "over": marked(*one.over),
                        "question": marked(*one.question),
                        "answers": [marked(*answer) for answer in one.answers],
                    }
                    for one in section.questions
                ],
            }
            for section in sections
        ]


def paper(version: QuestionnaireVersion, language: str) -> Paper:
    """Return a stored version in a language, made once a process."""
    return _kept(version.by_hash, language)


def paper_of(definition: Version, language: str) -> Paper:
    """Return a definition that is not stored in a language: a draft."""
    return Paper(definition, language)


@lru_cache(maxsize=KEPT)
def _kept(stored: ByHash, language: str) -> Paper:
    return Paper(read_once(stored), language)
