"""A form is drawn with one line: error list first, hints and faults tied to their fields, what is optional marked."""

import re

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.utils import translation

from ui.renderers import FormRenderer
from ui.templatetags.ui.forms import counted, naming

KINDS = [("a", "Anmälan"), ("b", "Besök")]


class Everything(forms.Form):
    name = forms.CharField(label="Namn", help_text="Kort.")
    mail = forms.EmailField(label="E-post", required=False)
    number = forms.IntegerField(label="Antal")
    when = forms.DateField(label="Dag", initial="2026-11-24")
    clock = forms.TimeField(label="Klockslag", required=False)
    kind = forms.ChoiceField(label="Sort?", choices=KINDS, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label="Flera", choices=KINDS, widget=forms.CheckboxSelectMultiple, required=False)
    sure = forms.BooleanField(label="Det stämmer")
    file = forms.FileField(label="Fil")
    password = forms.CharField(label="Lösenord", widget=forms.PasswordInput)
    new_password = forms.CharField(label="Nytt lösenord", widget=forms.PasswordInput)
    period = forms.ChoiceField(label="Period", choices=[("", "Välj"), *KINDS])
    split = forms.SplitDateTimeField(label="Start")
    birth = forms.DateField(label="Födelsedag", widget=forms.SelectDateWidget)
    note = forms.CharField(label="Anteckning", widget=forms.Textarea, required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def control(form, name):
    """Return the first tag of a field's own control."""
    return re.search(rf'<(?:input|select|textarea)[^>]*name="{name}[^>]*>', str(form)).group()


def group(form, name):
    """Return all of the HTML around a field."""
    return form[name].as_field_group()


def test_every_form_is_drawn_by_the_house():
    assert isinstance(Everything().renderer, FormRenderer)


def test_a_fresh_form_has_no_error_list():
    assert "errors" not in str(Everything())


def test_the_error_list_comes_first_counts_and_can_have_focus():
    html = str(Everything({}))
    assert html.startswith('<div class="errors" role="alert" tabindex="-1" autofocus data-first-error>')
    assert "<h2>Elva saker att rätta till</h2>" in html
    assert html.index("</ul>") < html.index('class="field')


def test_one_fault_is_one_thing():
    class Small(forms.Form):
        name = forms.CharField(label="Namn")

    assert "<h2>En sak att rätta till</h2>" in str(Small({}))
    with translation.override("en"):
        assert "<h2>One thing to put right</h2>" in str(Small({}))


def test_each_fault_leads_to_a_control_that_exists():
    html = str(Everything({}))
    targets = re.findall(r'<li><a href="#([^"]*)">', html)
    assert len(targets) == 11
    assert all(f' id="{target}"' in html for target in targets)
    assert {"id_kind_0", "id_split_0", "id_period", "id_birth_day"} <= set(targets)


def test_a_fault_that_belongs_to_no_field_is_said_without_a_link():
    form = Everything({})
    form.add_error(None, "Perioden är stängd.")
    form.add_error("secret", "Sidan var för gammal.")
    html = str(form)
    assert "<li>Perioden är stängd.</li>" in html
    assert "<li>Sidan var för gammal.</li>" in html


def test_the_list_names_the_field_unless_the_fault_does():
    form = Everything({})
    assert naming("Det här behöver fyllas i.", form["kind"]) == "Sort: Det här behöver fyllas i."
    assert naming("Namnet är för långt.", form["name"]) == "Namnet är för långt."


@pytest.mark.parametrize(("number", "words"), [(0, "Noll"), (1, "En"), (12, "Tolv"), (13, "13"), (-1, "-1")])
def test_counts_are_words_up_to_twelve(number, words):
    assert counted(number) == words


def test_hint_and_fault_are_tied_to_their_field():
    form = Everything({})
    assert 'aria-describedby="id_name_helptext id_name_error"' in control(form, "name")
    assert 'id="id_name_helptext">Kort.</div>' in group(form, "name")
    assert 'id="id_name_error"' in group(form, "name")
    assert 'aria-invalid="true"' in control(form, "name")
    fresh = Everything()
    assert 'aria-describedby="id_name_helptext"' in control(fresh, "name")
    assert "aria-invalid" not in control(fresh, "name")


def test_in_a_group_the_fieldset_is_described_and_its_buttons_are_not():
    html = group(Everything({}), "kind")
    assert html.startswith('<fieldset class="field fault" aria-describedby="id_kind_error">')
    assert "<legend>Sort?</legend>" in html
    assert "aria-invalid" not in html
    assert html.count('<label class="opt"') == 2


def test_what_may_be_left_empty_says_so():
    form = Everything()
    assert '<span class="optional">(frivilligt)</span>' in group(form, "mail")
    assert '<span class="optional">(frivilligt)</span>' in group(form, "many")
    assert "optional" not in group(form, "name")
    assert "optional" not in group(form, "sure")


def test_a_search_form_need_not_say_it():
    class Search(forms.Form):
        mark_optional = False
        text = forms.CharField(label="Sök", required=False)

    assert "optional" not in str(Search())


def test_the_browser_does_not_judge_before_the_server():
    html = str(Everything())
    assert not re.search(r"<(input|select|textarea)[^>]* required[ >]", html)
    assert 'aria-required="true"' in control(Everything(), "name")
    assert "aria-required" not in control(Everything(), "mail")
    assert "aria-required" not in control(Everything(), "kind")


@pytest.mark.parametrize(
    "name", ["name", "mail", "number", "when", "file", "password", "period", "split_0", "birth_day", "note"]
)
def test_what_is_typed_in_looks_like_a_field(name):
    assert re.search(r'class="input[" ]', control(Everything(), name))


def test_ticks_and_hidden_fields_do_not():
    assert "class=" not in control(Everything(), "sure")
    assert "class=" not in control(Everything(), "kind")
    assert "class=" not in control(Everything(), "secret")


def test_a_widgets_own_class_is_kept():
    class Short(forms.Form):
        value = forms.CharField(widget=forms.TextInput(attrs={"class": "input-short"}))

    assert 'class="input input-short"' in str(Short())


def test_dates_and_times_use_the_browsers_own_field():
    form = Everything()
    assert 'type="date"' in control(form, "when")
    assert 'value="2026-11-24"' in control(form, "when")
    assert 'type="time"' in control(form, "clock")
    assert Everything({"when": "2026-11-24"}).fields["when"].clean("2026-11-24").isoformat() == "2026-11-24"


def test_a_date_is_written_for_the_browser_in_every_language():
    for language in ("sv", "en"):
        with translation.override(language):
            assert 'value="2026-12-01"' in control(Everything({"when": "2026-12-01"}), "when")


def test_passwords_find_their_place_in_the_manager():
    form = Everything()
    assert 'autocomplete="current-password"' in control(form, "password")
    assert 'autocomplete="new-password"' in control(form, "new_password")


def test_a_locked_field_is_not_called_optional():
    class Locked(forms.Form):
        unit = forms.CharField(disabled=True, required=False, initial="0417")

    html = str(Locked())
    assert "disabled" in html
    assert "optional" not in html


def test_a_file_that_is_there_can_be_removed():
    class Kept(forms.Form):
        file = forms.FileField(label="Bilaga", required=False)

    there = ContentFile(b"x", name="plan.pdf")
    there.url = "/media/plan.pdf"
    html = str(Kept(initial={"file": there}))
    assert '<a href="/media/plan.pdf">' in html
    assert "<span>Ta bort filen</span>" in html


def test_formsets_are_drawn_too():
    drawn = str(forms.formset_factory(Everything, extra=2)())
    assert "form-TOTAL_FORMS" in drawn
    assert drawn.count('<div class="card flow-m">') == 2


def test_labels_and_choices_of_people_are_escaped():
    class Hostile(forms.Form):
        kind = forms.ChoiceField(label="<b>", choices=[("x", "<script>")], widget=forms.RadioSelect)

    html = str(Hostile({}))
    assert "<script>" not in html
    assert "<b>" not in html
