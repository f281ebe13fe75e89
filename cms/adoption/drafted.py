"""A draft of a questionnaire as it is written now, compiled, with what the checks say and where it stands in the editor."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.adoption.places import Spot, spot
from cms.adoption.questionnaire import Document, Written, document_of
from cms.models import QuestionnairePage
from surveys.models import QuestionnaireVersion
from surveys.rules.checks import check
from surveys.rules.checks.texts import texts
from surveys.rules.definition.document import read
from surveys.rules.definition.texts import Text
from surveys.rules.definition.version import Version
from surveys.rules.findings import Finding, stops


@dataclass(frozen=True)
class TextPlace:
    """A text of a draft. `mark` names it whatever is moved around it; `path` is where it stands now."""

    mark: str
    path: str
    text: Text
    base: str


@dataclass(frozen=True)
class Drafted:
    """What a page says: as it is written, as a document, as a version (None: it has the wrong shape)."""

    written: Written
    earlier: tuple[QuestionnaireVersion, ...] = ()

    @cached_property
    def document(self) -> Document:
        """The document that is written."""
        return document_of(self.written)

    @cached_property
    def _read(self) -> tuple[Version | None, tuple[Finding, ...]]:
        return read(self.document)

    @property
    def version(self) -> Version | None:
        """The version that it is, if it is one."""
        return self._read[0]

    @cached_property
    def definitions(self) -> tuple[Version, ...]:
        """The published versions, oldest first."""
        return tuple(version.definition for version in self.earlier)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All there is to know before it is published, but for what is asked when it is: how it relates to the version before."""
        version, found = self._read
        if version is None:
            return found
        return tuple(one for one in check(version, self.definitions) if not is_asked(one))

    @property
    def is_stopped(self) -> bool:
        """Tell whether a fault keeps it from being published."""
        return stops(self.findings)

    @property
    def keys(self) -> set[str]:
        """Every key that the questionnaire has now or has had: of items, rows and indices."""
        versions = [*self.definitions, *([self.version] if self.version else [])]
        keys = {item.key for version in versions for item in version.items}
        keys |= {row.key for version in versions for item in version.items for row in getattr(item, "rows", ())}
        return keys | {score.key for version in versions for score in version.scores}

    def texts(self) -> Iterator[TextPlace]:
        """Yield the texts that stand in the base language, in document order."""
        for place in texts(self.version) if self.version else ():
            base = place.text.get(self.written.base)
            if base:
                where = self.spot(place.path)
                mark = f"{where.block}.{where.name}" if where.block else place.path
                yield TextPlace(mark, place.path, place.text, base)

    def spot(self, path: str) -> Spot:
        """Return where a place of the document stands in the editor."""
        return spot(self.written, path)


def is_asked(finding: Finding) -> bool:
    """Tell whether a finding is about lineage, which `asking` asks for and nobody writes."""
    return finding.code.startswith("lineage-") or finding.code == "key-returns"


def written_on(page: QuestionnairePage) -> Written:
    """Return what stands on `page` itself, which may be a revision of it."""
    return Written(page.key, page.raw(), page.base, tuple(page.languages), list(page.scores))


def drafted(page: QuestionnairePage) -> Drafted:
    """Return the page's draft as it is written now."""
    earlier: Iterable[QuestionnaireVersion] = (
        page.questionnaire.versions.oldest_first() if page.questionnaire is not None else ()
    )
    return Drafted(written_on(page.get_latest_revision_as_object()), tuple(earlier))


def titled(drafted_: Drafted, languages: Sequence[str]) -> str:
    """Return the title in the first of `languages` that it is in."""
    said: dict[str, Any] = drafted_.document["title"]
    for language in (*languages, drafted_.written.base, *said):
        part = said.get(language)
        if part:
            return str(part["text"] if isinstance(part, dict) else part)
    return drafted_.written.key
