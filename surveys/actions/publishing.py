"""Questionnaires are begun, and versions of them published. Every action writes an event to the chain `questionnaire:ID`."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import record
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.enums import Area, Right
from organisation.models import Unit, User
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.models.questionnaire import title_of
from surveys.rules.checks import check
from surveys.rules.checks.lineage import lineages
from surveys.rules.definition.document import canonical, content_hash, parsed, read, read_text, structure_hash, to_json
from surveys.rules.definition.fields import fields
from surveys.rules.definition.slugs import KEY_PATTERN
from surveys.rules.definition.version import Version
from surveys.rules.findings import Finding, place, stops

Definition = Mapping[str, Any] | str | bytes | Version
LONGEST_KEY = 48


class CannotPublish(Refused):
    """A definition with faults. `findings` are all there is to know about it; `document` is what their places point into."""

    def __init__(self, findings: Sequence[Finding], document: object) -> None:
        self.findings = tuple(findings)
        self.document = document
        super().__init__(" ".join(self.sentences()))

    def sentences(self) -> list[str]:
        """Return the faults that stop it, each with its place, in the language of the thread."""
        language = get_language() or "sv"
        return [
            f"{place(self.document, finding.path, language)}: {finding.sentence(language)}"
            for finding in self.findings
            if stops([finding])
        ]


@transaction.atomic
def create_questionnaire(*, key: str, unit: Unit, actor: User | None = None) -> Questionnaire:
    """Store a questionnaire without versions, owned by `unit`. Its key will be in every version and never change."""
    refuse_unless_theirs(actor, unit)
    if len(key) > LONGEST_KEY or not re.fullmatch(KEY_PATTERN, key, re.ASCII):
        raise Refused(_("Nyckeln börjar med en bokstav och har bara a–z, siffror och bindestreck, högst 48 tecken."))
    questionnaire, is_new = Questionnaire.objects.get_or_create(key=key, defaults={"unit": unit})
    if not is_new:
        raise Refused(_("Nyckeln används redan av en annan enkät."))
    say(questionnaire, "created", actor, {"key": key, "unit": unit.pk})
    return questionnaire


@transaction.atomic
def publish_version(
    *,
    questionnaire: Questionnaire,
    definition: Definition,
    effective_on: dt.date | None = None,
    actor: User | None = None,
) -> QuestionnaireVersion:
    """Freeze `definition` as the next version, for new rounds from `effective_on` (default: today).

    Raises `CannotPublish` with every finding and its place where the checks refuse it. Where its structure hash is that of the
    version before, it is a text version: `may_replace` tells which rounds may go over to it.
    """
    refuse_unless_theirs(actor, questionnaire.unit)
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    earlier = list(questionnaire.versions.oldest_first())
    version, findings = examined(questionnaire.key, definition, [one.definition for one in earlier])
    if version is None or stops(findings):
        raise CannotPublish(findings, as_document(definition))
    before = earlier[-1] if earlier else None
    digest = content_hash(version)
    if before and before.content_hash == digest:
        raise Refused(_("Inget har ändrats sedan utgåva %(number)s.") % {"number": before.number})
    published = QuestionnaireVersion.objects.create(
        questionnaire=questionnaire,
        number=before.number + 1 if before else 1,
        content_hash=digest,
        structure_hash=structure_hash(version),
        lineage={name: str(how) for name, how in lineages(version, before.definition if before else None).items()},
        effective_on=effective_on or clock.today(),
        published_at=clock.now(),
        published_by=actor,
        **_said_again(version),
    )
    told = {"number": published.number, "content": digest, "structure": published.structure_hash}
    say(questionnaire, "version_published", actor, told)
    return published


def examined(
    key: str, definition: Definition, earlier: Sequence[Version]
) -> tuple[Version | None, tuple[Finding, ...]]:
    """Return the version that a definition is (None: it has the wrong shape), and all there is to know before publishing it."""
    version, findings = _read(definition)
    if version is None:
        return None, findings
    other = () if version.key == key else (Finding("/key", "other-questionnaire", _keys(version.key, key)),)
    return version, (*other, *(finding for finding in check(version, earlier) if finding not in other))


def as_document(definition: Definition) -> object:
    """Return what the places of findings point into: parsed JSON, or None where there is none."""
    if isinstance(definition, Version):
        return to_json(definition)
    return parsed(definition) if isinstance(definition, str | bytes) else definition


def say(questionnaire: Questionnaire, what: str, actor: User | None, payload: dict[str, Any]) -> None:
    """Write an event to the chain of a questionnaire."""
    record(
        subject=f"questionnaire:{questionnaire.pk}",
        kind=f"surveys.questionnaire_{what}",
        actor=actor,
        payload=payload,
    )


def refuse_unless_theirs(actor: User | None, unit: Unit) -> None:
    """Refuse where `actor` may not edit the library at `unit`. Without an actor it is the house itself that acts."""
    if actor is not None and not scope_for(actor).may(Area.WHEEL, Right.EDIT, unit):
        raise Refused(_("Du kan inte ändra enkäter här. Be den som är kvalitetsansvarig om hjälp."))


def _read(definition: Definition) -> tuple[Version | None, tuple[Finding, ...]]:
    if isinstance(definition, Version):
        return definition, ()
    return read_text(definition) if isinstance(definition, str | bytes) else read(definition)


def _keys(value: str, before: str) -> tuple[tuple[str, str], ...]:
    return (("value", value), ("before", before))


def _said_again(version: Version) -> dict[str, Any]:
    """Return what lists need of a version without reading its content."""
    return {
        "content": canonical(version).decode(),
        "title": title_of(version),
        "base": version.base,
        "languages": list(version.languages),
        "pages": len(version.sections),
        "questions": sum(not field.other_of for field in fields(version)),
    }
