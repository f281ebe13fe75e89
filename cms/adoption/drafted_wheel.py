"""A draft of a wheel as it is written now, compiled, with what the checks say and where it stands in the editor."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

from cms.adoption.wheel import Document, Written, block_at, document_of
from cms.models import WheelPage
from workflows.actions.wheels import examined
from workflows.models import WheelVersion
from workflows.rules.shape import Fault
from workflows.rules.wheel import WheelText


@dataclass(frozen=True)
class DraftedWheel:
    """What a page says: as it is written, as a document, as a wheel (None: it has the wrong shape). `earlier`: oldest first."""

    written: Written
    earlier: tuple[WheelVersion, ...] = ()

    @cached_property
    def document(self) -> Document:
        """The document that is written."""
        return document_of(self.written)

    @cached_property
    def _examined(self) -> tuple[WheelText | None, tuple[Fault, ...]]:
        return examined(self.document)

    @property
    def text(self) -> WheelText | None:
        """The wheel that it is, if it is one."""
        return self._examined[0]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that keeps it from being published."""
        return self._examined[1]

    @property
    def whole(self) -> WheelText | None:
        """The wheel that it is, if nothing is wrong with it."""
        return None if self.faults else self.text

    @property
    def before(self) -> WheelVersion | None:
        """The version that was published last."""
        return self.earlier[-1] if self.earlier else None

    @property
    def is_unchanged(self) -> bool:
        """Tell whether the draft says what the last version says."""
        return self.before is not None and self.text == self.before.text

    @property
    def fingerprint(self) -> str:
        """What tells one text of a draft from another."""
        return hashlib.sha256(json.dumps(self.document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def block(self, place: str) -> str:
        """Return the id of the block that a place of the document is about."""
        return block_at(self.written, place)


def written_on(page: WheelPage) -> Written:
    """Return what stands on `page` itself, which may be a revision of it."""
    return Written(page.title, page.closed_weeks, page.raw("entries"), page.raw("stages"))


def drafted_wheel(page: WheelPage) -> DraftedWheel:
    """Return the page's draft as it is written now."""
    earlier = page.wheel.versions.order_by("number") if page.wheel is not None else ()
    return DraftedWheel(written_on(page.get_latest_revision_as_object()), tuple(earlier))
