"""`manage.py messages`: keeps every app's English in step with its Swedish, and compiles it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError

from ui.management import catalogues, extraction

HOUSE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    """Collects the Swedish texts of each app into locale/en/LC_MESSAGES/django.po and compiles all catalogues."""

    help = "Update and compile the translations of every app; --check only says what is missing, stale or uncertain."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--check` and the names of apps."""
        parser.add_argument("apps", nargs="*", help="only these apps")
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail when something is not as it should"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Update, or check."""
        folders = [folder for folder in houses_apps() if not options["apps"] or folder.name in options["apps"]]
        if not options["check"]:
            for folder in folders:
                self._update(folder)
        said = [fault for folder in folders for fault in _faults(folder)] + _quarrels()
        for fault in said:
            self.stderr.write(fault)
        if said and options["check"]:
            raise CommandError(
                f"{len(said)} faults in the translations. manage.py messages brings the catalogues up to date."
            )

    def _update(self, folder: Path) -> None:
        messages = extraction.of_app(folder)
        path = english(folder)
        if messages:
            catalogue = catalogues.renewed(path, messages, _known(besides=path))
            path.parent.mkdir(parents=True, exist_ok=True)
            catalogue.save(str(path))
            self.stdout.write(
                f"{folder.name}: {len(messages)} texts, {len(catalogue.untranslated_entries())} to translate"
            )
        for kept in folder.glob("locale/*/LC_MESSAGES/django.po"):
            kept.with_suffix(".mo").write_bytes(catalogues.compiled(kept))


def houses_apps() -> list[Path]:
    """Return the folders of the house's own apps."""
    return [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == HOUSE]


def english(folder: Path) -> Path:
    """Return where an app's English stands."""
    return folder / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _faults(folder: Path) -> list[str]:
    path = english(folder)
    said = catalogues.faults(path, extraction.of_app(folder))
    for kept in folder.glob("locale/*/LC_MESSAGES/django.po"):
        said += [] if kept == path else catalogues.faults(kept, None)
    return [fault.replace(f"{HOUSE}/", "") for fault in said]


def _known(besides: Path) -> dict[tuple[str | None, str], Any]:
    known: dict[tuple[str | None, str], Any] = {}
    for folder in houses_apps():
        path = english(folder)
        if path.exists() and path != besides:
            known.update({key: entry for key, entry in catalogues.entries(path).items() if entry.translated()})
    return known


def _quarrels() -> list[str]:
    """Return a sentence for each text that two apps translate differently: one would win over the other unseen."""
    said: dict[tuple[str | None, str], tuple[str, str]] = {}
    quarrels = []
    for folder in houses_apps():
        path = english(folder)
        for key, entry in catalogues.entries(path).items() if path.exists() else ():
            if not entry.translated() or entry.msgid_plural:
                continue
            other, words = said.setdefault(key, (folder.name, entry.msgstr))
            if words != entry.msgstr:
                quarrels.append(
                    f"{key[1]!r} is {words!r} in {other} and {entry.msgstr!r} in {folder.name}: agree, or give one a context."
                )
    return quarrels
