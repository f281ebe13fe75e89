"""Components say the same to the eye and to the ear."""

import datetime as dt
import re

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from ui import components as c


def drawn(source, path="/", **context):
    template = engines["django"].from_string("{% load i18n ui %}" + source)
    return re.sub(r"\s+", " ", template.render(context, RequestFactory().get(path)))


def component(name, path="/", **context):
    return drawn(f'{{% include "ui/components/{name}.html" %}}', path, **context)


# ── marks and words ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "word"), [("plan", "Planera"), ("do", "Genomföra"), ("follow", "Följa upp"), ("analyse", "Analysera")]
)
def test_a_stage_is_colour_quarter_and_word(name, word):
    html = drawn("{% stage name %}", name=name)
    assert f'<span class="stage is-{name}">' in html
    assert f"#quarter-{name}" in html
    assert html.endswith(f"{word}</span>")


def test_a_stage_that_does_not_exist_is_a_fault():
    with pytest.raises(KeyError):
        drawn('{% stage "check" %}')


def test_a_status_has_icon_and_word():
    assert "Delvis uppnått</span>" in drawn('{% status "partly" %}')
    assert 'class="status status-bad"' in drawn('{% status "missed" "Sen" %}')
    assert "Sen</span>" in drawn('{% status "missed" "Sen" %}')


def test_arrows_mirror_and_other_icons_do_not():
    assert 'class="icon icon-flip"' in drawn('{% icon "arrow" %}')
    assert 'class="icon"' in drawn('{% icon "leaf" %}')
    assert 'class="icon"' in drawn('{% icon "arrow" flip=False %}')
    assert 'aria-hidden="true"' in drawn('{% icon "leaf" %}')


def test_numbers_follow_the_language():
    assert drawn("{{ 1204|number }} {{ 83|percent }} {{ 4.9|number:2 }}") == "1 204 83 % 4,90"
    with translation.override("en"):
        assert drawn("{{ 1204|number }} {{ 83|percent }}") == "1,204 83%"


@pytest.mark.parametrize(
    ("form", "swedish", "english"),
    [
        ("", "24 november", "24 November"),
        ("year", "24 november 2026", "24 November 2026"),
        ("week", "tisdag 24 november", "Tuesday 24 November"),
        ("short", "24 nov", "24 Nov"),
    ],
)
def test_dates_follow_the_language(form, swedish, english):
    day = dt.date(2026, 11, 24)
    assert drawn("{{ day|day:form }}", day=day, form=form) == swedish
    with translation.override("en"):
        assert drawn("{{ day|day:form }}", day=day, form=form) == english


def test_a_moment_is_told_in_local_time():
    moment = dt.datetime(2026, 11, 24, 13, 20, tzinfo=dt.UTC)
    assert drawn("{{ moment|moment }}", moment=moment) == "24 november 14.20"
    assert drawn("{{ moment|day }}", moment=dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)) == "25 november"
    with translation.override("en"):
        assert drawn("{{ moment|moment }}", moment=moment) == "24 November 14:20"


def test_a_captured_piece_is_trimmed_and_kept():
    assert drawn("{% capture piece %}  <b>Hej</b>\n{% endcapture %}[{{ piece }}]") == "[<b>Hej</b>]"
    assert drawn("{% capture piece %} {{ word }} {% endcapture %}{{ piece }}", word="<i>") == "&lt;i&gt;"


# ── components ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "css", "role", "word"),
    [
        ("success", "message-ok", "status", "Klart:"),
        ("info", "message", "status", "Bra att veta:"),
        ("warning", "message-warn", "status", "Tänk på:"),
        ("error", "message-bad", "alert", "Fel:"),
        ("bad", "message-bad", "alert", "Fel:"),
        ("unknown", "message", "status", "Bra att veta:"),
    ],
)
def test_a_message_has_class_role_icon_and_a_word_for_its_colour(kind, css, role, word):
    html = component("message", kind=kind, title="Sparat", text="", live=True)
    assert f'{css}" role="{role}"' in html
    assert f'<span class="sr">{word} </span>Sparat' in html
    assert "role=" not in component("message", kind=kind, title="Sparat", live=False)


def test_a_table_is_cards_on_a_phone_and_keeps_its_roles():
    table = c.Table("Enheter", [c.Column("Enhet"), c.Column("Barn", number=True)], [c.Row("Månskäran", ["74"], "/1/")])
    html = component("table_cards", table=table)
    assert '<td role="cell" data-label="Barn" class="n"><span>74</span></td>' in html
    assert '<th scope="row" role="rowheader"><a href="/1/">Månskäran</a></th>' in html
    assert "Här finns inget än." not in html


def test_an_empty_table_says_so():
    html = component("table_cards", table=c.Table("Enheter", [c.Column("Enhet"), c.Column("Barn")]))
    assert 'colspan="2">Här finns inget än.' in html


def test_a_row_has_a_cell_for_each_column():
    table = c.Table("Enheter", [c.Column("Enhet"), c.Column("Barn")], [c.Row("Månskäran", [])])
    with pytest.raises(ValueError, match="shorter"):
        _ = table.lines


@pytest.mark.parametrize(
    ("path", "aria", "url"),
    [
        ("/", "none", "?sort=name"),
        ("/?sort=name", "ascending", "?sort=-name"),
        ("/?sort=-name", "descending", "?sort=name"),
        ("/?sort=kind&q=x&page=3", "none", "?sort=name&amp;q=x"),
    ],
)
def test_a_column_sorts_there_and_back_and_keeps_the_search(path, aria, url):
    html = component("column", path, column=c.Column("Namn", sort="name"))
    assert f'aria-sort="{aria}"' in html
    assert f'href="{url}"' in html


def test_pages_are_few_keep_the_search_and_mark_the_present():
    html = component("pages", "/?q=x&page=24", page=Paginator(range(500), 10).page(24))
    assert re.findall(r"</span>(\d+)</a>|>(…)<", html) == [
        ("1", ""),
        ("", "…"),
        ("23", ""),
        ("24", ""),
        ("25", ""),
        ("", "…"),
        ("50", ""),
    ]
    assert '<a href="?q=x&amp;page=24" aria-current="page">' in html
    assert 'rel="prev">Föregående' in html
    assert 'rel="next">Nästa' in html


def test_a_single_page_needs_no_links():
    assert component("pages", page=Paginator(range(5), 10).page(1)).strip() == ""


def test_a_figure_always_has_a_source():
    figure = c.KeyFigure("Positiva svar", "83", c.Link("Enkät 2026", "/e/"), "%", "9 sedan 2025", "up")
    html = component("figures", figures=[figure])
    assert '<span class="sr">Upp </span>9 sedan 2025' in html
    assert re.search(r'<a class="source" href="/e/">.*Enkät 2026</a>', html)


def test_the_stage_line_marks_where_it_is():
    html = component("stages", steps=[c.Step("plan", state="done"), c.Step("do", state="now"), c.Step("follow", "maj")])
    assert '<li class="done is-plan">Planera<span>klart</span></li>' in html
    assert '<li class="now is-do" aria-current="step">Genomföra<span>nu</span></li>' in html
    assert '<li class="is-follow">Följa upp<span>maj</span></li>' in html


def test_what_is_removed_stands_before_what_is_added_with_a_word_for_each():
    html = component("difference", pieces=[c.Piece("removed", "en annan dag"), c.Piece("added", "onsdagar")])
    assert '<del><span class="sr">Borttaget: </span>en annan dag</del>' in html
    assert '<ins><span class="sr">Tillagt: </span>onsdagar</ins>' in html


def test_a_hidden_cell_has_a_sentence_and_may_say_where_the_answers_count():
    assert "för att ingen ska kunna kännas igen" in component("hidden_cell")
    html = component("hidden_cell", url="/r/", link="hela kommunen")
    assert 'De räknas med i <a href="/r/">hela kommunen</a>.' in html


def test_buttons_in_a_list_say_what_they_are_about():
    todo = c.Todo("do", "Reflektion vecka 47", c.Link("Fortsätt skriva", "/t/"), late="Två dagar sen", first=True)
    html = component("todo", todos=[todo])
    assert 'Fortsätt skriva<span class="sr">: Reflektion vecka 47</span>' in html
    assert "Två dagar sen</span>" in html


def test_the_first_decision_is_the_main_one():
    decisions = [c.Decision("approve", "Godkänn", "check"), c.Decision("return", "Skicka tillbaka", "back")]
    html = component("decide", decisions=decisions, form="")
    assert '<button class="button" name="decision" value="approve">' in html
    assert '<button class="button button-2" name="decision" value="return">' in html


def test_a_form_with_a_file_is_sent_as_one():
    from ui.views.gallery.fields import Choices, Example

    assert 'enctype="multipart/form-data"' in component("form", form=Example(), submit="Spara")
    assert "enctype" not in component("form", form=Choices(), submit="Spara")
    assert "novalidate" in component("form", form=Choices(), submit="Spara")


def test_words_of_people_are_escaped():
    hostile = "<script>alert(1)</script>"
    for name, context in {
        "message": {"kind": "info", "title": hostile, "text": hostile},
        "empty": {"title": hostile, "text": hostile},
        "quote": {"text": hostile, "by": hostile},
        "crumbs": {"crumbs": [c.Link(hostile, "/")]},
        "comment": {"remark": c.Remark(hostile, hostile)},
        "table_cards": {"table": c.Table(hostile, [c.Column(hostile)], [c.Row(hostile, [], note=hostile)])},
    }.items():
        assert "<script" not in component(name, **context)
