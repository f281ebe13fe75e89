"""A released round as files for an attacker: what is published, what people know besides, what a plain rule would have shown."""

import json
from pathlib import Path
from typing import Any

from surveys.attacker.control import plain
from surveys.disclosure.asked import Asked
from surveys.disclosure.export import answered, insiders, knowledge
from surveys.models import Release
from surveys.queries.asked import mixed_round
from surveys.queries.results import document_of


class NotKnown(ValueError):
    """A round that has no release, or whose ballots are gone."""


def expose(round_id: int, folder: Path, *, control: bool = False) -> None:
    """Write release.json and knowledge.json into a folder; control.json where asked for. Raises `NotKnown`."""
    release = Release.objects.select_related("round__version").filter(pk=round_id).first()
    if release is None:
        raise NotKnown(f"The round {round_id} has no release.")
    if release.round.ballots_deleted_on is not None:
        raise NotKnown(f"The ballots of the round {round_id} are deleted: nobody knows any more who answered.")
    asked = mixed_round(release.round).asked
    told = document_of(release)
    _write(folder / "release.json", told)
    _write(folder / "knowledge.json", {**knowledge(asked), "insiders": insiders(asked)})
    if control:
        _write(folder / "control.json", plain(told, _ballots(asked)))


def _ballots(asked: Asked) -> list[dict[str, Any]]:
    return [answered(asked, row) for row in range(len(asked.ballots.units))]


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
