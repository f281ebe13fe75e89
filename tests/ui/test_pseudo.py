"""The pseudo-locale finds what escapes translation; the gallery and all that ui says pass it."""

import re
from pathlib import Path

import pytest
from django.template import engines
from django.test import Client
from django.utils.translation import gettext, ngettext, pgettext

from tests.pseudo import escapes, pseudo
from ui.views.gallery.samples import GROUPS

UI = Path(__file__).resolve().parents[2] / "ui"
EXAMPLES = [
    *(UI / "templates" / "ui" / "gallery").glob("*.html"),
    *(UI / "views" / "gallery").glob("*.py"),
    UI / "static" / "ui" / "icons.svg",
]
PAGES = ["/mer/", "/ui/", *(f"/ui/{group.key}/" for group in GROUPS)]
PAGES += [f"/ui/fel/{status}/" for status in (400, 403, 404, 429, 500, 503)]


def drawn(source, **context):
    with pseudo():
        return engines["django"].from_string("{% load i18n ui %}" + source).render(context)


def test_all_of_gettext_is_bracketed_inside_and_nothing_after():
    with pseudo():
        assert gettext("Spara") == "⟦Spara⟧"
        assert ngettext("%(n)s sak", "%(n)s saker", 2) % {"n": 2} == "⟦2 saker⟧"
        assert pgettext("månad", "maj") == "⟦maj⟧"
    assert gettext("Spara") == "Spara"


def test_a_fault_inside_does_not_leave_brackets_behind():
    with pytest.raises(ZeroDivisionError), pseudo():
        raise ZeroDivisionError
    assert gettext("Spara") == "Spara"


def test_translated_text_does_not_escape():
    html = drawn('<p>{% translate "Hej" %}</p><a title="{% translate "Mer" %}">{% translate "Vidare" %}</a>')
    assert escapes(html) == []


def test_bare_text_escapes_and_is_named_with_its_place():
    assert escapes(drawn("<main><p>Hej där</p></main>")) == ["main p: 'Hej där'"]


@pytest.mark.parametrize("attribute", ["aria-label", "alt", "title", "placeholder", "data-label"])
def test_bare_attributes_escape(attribute):
    assert escapes(f'<img {attribute}="Rubrik">') == [f" img[{attribute}]: 'Rubrik'"]


def test_the_words_of_a_button_are_text():
    assert escapes('<input type="submit" value="Skicka">') == [" input[value]: 'Skicka'"]
    assert escapes('<input type="text" value="Det någon skrev">') == []


def test_a_bracket_may_open_in_one_element_and_close_in_another():
    html = drawn(
        '<p>{% blocktranslate with name="Sanna" %}Hej <b>{{ name }}</b>, <a href="/">vidare</a>{% endblocktranslate %}!</p>'
    )
    assert escapes(html) == []


def test_data_are_allowed_by_name_and_only_whole():
    html = "<p>Förskolan Månskäran</p><p>Förskolan Havtornet</p>"
    assert escapes(html, data=["Förskolan Månskäran"]) == ["p: 'Förskolan Havtornet'"]
    assert escapes("<p>Ek Sanna Eklund</p>", data=["Sanna Ek"]) == ["p: 'Ek Sanna Eklund'"]


def test_marked_elements_are_left_alone_until_marked_back():
    html = '<div translate="no">Sanna <span translate="yes">roll</span></div>'
    assert escapes(html) == ["div span: 'roll'"]
    assert escapes(html, honour_marks=False) == ["div: 'Sanna '".replace("Sanna ", "Sanna"), "div span: 'roll'"]


def test_scripts_styles_and_figures_are_not_text():
    assert escapes('<script>let word</script><style>a{b:c}</style><p>12 · 4,9 % – k</p><br><input name="x">') == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_of_ui_lets_text_escape(path):
    with pseudo():
        html = Client().get(path).content.decode()
    assert "⟦" in html
    assert escapes(html) == []


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.key)
def test_components_say_nothing_of_their_own_untranslated(group):
    """What stands in the examples comes from the examples; all else that the components say is translated."""
    invented = " ".join(re.sub(r"\s+", " ", path.read_text(encoding="utf-8")) for path in EXAMPLES)
    with pseudo():
        html = Client().get(f"/ui/{group.key}/").content.decode()
    html = re.sub(r"<pre.*?</pre>", "", html, flags=re.DOTALL)
    said = [re.sub(r"\s+", " ", text).strip() for _, text in _found(html)]
    assert [text for text in said if text not in invented and not _made_of(text, invented)] == []


def _found(html):
    return [entry.split(": ", 1) for entry in escapes(html, data=["Svenska", "English"], honour_marks=False)]


def _made_of(text, invented):
    """Whether each word of `text` is an example's: a number or a sign may stand between."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return all(word in invented for word in words)
