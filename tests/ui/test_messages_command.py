"""`manage.py messages` finds every text, keeps what is translated, and refuses what is missing, stale or uncertain."""

from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command

from ui.management import catalogues, extraction
from ui.management.commands import messages as command
from ui.management.extraction import Message

PYTHON = """
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext, npgettext_lazy as npl
from elsewhere import gettext as other

_("Spara")
gettext_lazy("En mening " "i två delar")
ngettext("%(n)s enhet", "%(n)s enheter", 3)
pgettext("månad", "maj")
npl("kort", "ett", "flera", 2)
translation.gettext("Via modulen")
other("Inte vårt")
_(variable)
print("Inte heller")
"""
TEMPLATE = """{% load i18n %}{% translate "Hej" %} {% translate "maj" context "månad" %}
{% blocktranslate trimmed with name=user.name %}
  Hej {{ name }},
  välkommen (igen)
{% endblocktranslate %}
{% blocktranslate count n=number %}{{ n }} sak{% plural %}{{ n }} saker{% endblocktranslate %}
{{ _("I ett uttryck") }} {% include "x.html" with label=_("I en tagg") %}
{# Inte en kommentar #}<p>Inte löpande text</p>
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    """An app of its own with one Swedish text, and the command looking nowhere else."""
    folder = tmp_path / "exempel"
    (folder / "templates").mkdir(parents=True)
    (folder / "views.py").write_text(
        'from django.utils.translation import gettext as _\n_("Spara")\n', encoding="utf-8"
    )
    (folder / "templates" / "a.html").write_text(
        "{% load i18n %}{% blocktranslate count n=n %}{{ n }} sak{% plural %}{{ n }} saker{% endblocktranslate %}",
        encoding="utf-8",
    )
    monkeypatch.setattr(command, "houses_apps", lambda: [folder])
    return folder


def translate(app):
    """Give the app's texts their English."""
    path = command.english(app)
    catalogue = polib.pofile(str(path))
    catalogue.find("Spara").msgstr = "Save"
    catalogue.find("%(n)s sak").msgstr_plural = {0: "%(n)s thing", 1: "%(n)s things"}
    catalogue.save()
    call_command("messages")
    return path


def test_texts_are_found_in_python():
    assert list(extraction.in_python(PYTHON)) == [
        Message("Spara"),
        Message("En mening i två delar"),
        Message("%(n)s enhet", "%(n)s enheter"),
        Message("maj", context="månad"),
        Message("ett", "flera", "kort"),
        Message("Via modulen"),
    ]


def test_texts_are_found_in_templates():
    assert set(extraction.in_template(TEMPLATE, "a.html")) == {
        Message("Hej"),
        Message("maj", context="månad"),
        Message("Hej %(name)s, välkommen (igen)"),
        Message("%(n)s sak", "%(n)s saker"),
        Message("I ett uttryck"),
        Message("I en tagg"),
    }


def test_a_first_run_makes_a_catalogue_with_everything_left_to_translate(app, capsys):
    call_command("messages")
    catalogue = polib.pofile(str(command.english(app)))
    assert sorted(entry.msgid for entry in catalogue.untranslated_entries()) == ["%(n)s sak", "Spara"]
    assert [name for name, _ in catalogue.find("Spara").occurrences] == ["exempel/views.py"]
    with pytest.raises(CommandError, match="2 faults"):
        call_command("messages", check=True)
    assert "not translated: 'Spara'" in capsys.readouterr().err


def test_a_complete_catalogue_passes_and_is_compiled(app):
    call_command("messages")
    path = translate(app)
    call_command("messages", check=True)
    assert polib.mofile(str(path.with_suffix(".mo"))).find("Spara").msgstr == "Save"


def test_running_again_changes_nothing(app):
    call_command("messages")
    path = translate(app)
    before = path.read_bytes(), path.with_suffix(".mo").read_bytes()
    call_command("messages")
    assert (path.read_bytes(), path.with_suffix(".mo").read_bytes()) == before


def faults(app):
    try:
        call_command("messages", check=True)
    except CommandError:
        return [fault.split(": ", 1)[1] for fault in command._faults(app)]
    return []


def test_a_new_text_is_missed(app):
    call_command("messages")
    translate(app)
    (app / "forms.py").write_text("from django.utils.translation import gettext as _\n_('Nytt')\n", encoding="utf-8")
    assert faults(app) == ["missing: 'Nytt'"]


def test_a_text_that_nobody_says_is_stale(app):
    call_command("messages")
    translate(app)
    (app / "views.py").write_text("", encoding="utf-8")
    assert faults(app) == ["no longer used: 'Spara'"]


def test_an_uncertain_translation_is_refused(app):
    call_command("messages")
    path = translate(app)
    catalogue = polib.pofile(str(path))
    catalogue.find("Spara").flags.append("fuzzy")
    catalogue.save()
    path.with_suffix(".mo").write_bytes(catalogues.compiled(path))
    assert faults(app) == ["uncertain (fuzzy): 'Spara'"]


def test_a_lost_slot_is_refused(app):
    call_command("messages")
    path = translate(app)
    catalogue = polib.pofile(str(path))
    catalogue.find("%(n)s sak").msgstr_plural = {0: "a thing", 1: "%(m)s things"}
    catalogue.save()
    path.with_suffix(".mo").write_bytes(catalogues.compiled(path))
    assert faults(app) == ["has other slots than its translation: '%(n)s sak'"]


def test_a_stale_compiled_file_is_refused(app):
    call_command("messages")
    path = translate(app)
    path.with_suffix(".mo").write_bytes(b"old")
    assert faults(app) == ["the compiled file is not what the catalogue says"]


def test_an_app_without_a_catalogue_is_refused_when_it_says_something(app):
    assert faults(app) == ["there is none; run manage.py messages."]


def test_two_apps_may_not_translate_one_text_differently(app, monkeypatch, tmp_path):
    other = tmp_path / "annan"
    other.mkdir()
    (other / "views.py").write_text('from django.utils.translation import gettext as _\n_("Spara")\n', encoding="utf-8")
    call_command("messages")
    translate(app)
    monkeypatch.setattr(command, "houses_apps", lambda: [app, other])
    call_command("messages")
    assert catalogues.entries(command.english(other))[None, "Spara"].msgstr == "Save"
    catalogue = polib.pofile(str(command.english(other)))
    catalogue.find("Spara").msgstr = "Store"
    catalogue.save()
    (said,) = command._quarrels()
    assert "'Spara' is 'Save' in exempel and 'Store' in annan" in said


def test_uis_own_catalogues_are_as_they_should():
    call_command("messages", "ui", check=True)


def test_only_the_houses_own_apps_are_looked_at():
    assert {"ui", "ledger", "organisation"} <= {folder.name for folder in command.houses_apps()}
    assert all(folder.parent == Path(command.HOUSE) for folder in command.houses_apps())
