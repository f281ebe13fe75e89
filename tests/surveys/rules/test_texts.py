"""Texts in several languages: what is shown, what is missing, which way they run, and the markup of texts to read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.checks.texts import Gap, gaps, texts
from surveys.rules.definition import rich
from surveys.rules.definition.language import OWN_NAMES, direction, fallbacks, is_tag, own_name
from surveys.rules.definition.rich import Block, Span
from surveys.rules.definition.texts import State, Text, shortened
from tests.surveys.rules import sample


def test_the_nearest_language_is_shown():
    text = Text.made_of({"sv": "Hej", "en": "Hello", "sr-Latn": "Zdravo"})
    assert text.shown("en") == ("Hello", "en")
    assert text.shown("en-GB") == ("Hello", "en")
    assert text.shown("sr-Latn-RS") == ("Zdravo", "sr-Latn")
    assert text.shown("ar") == ("Hej", "sv")
    assert Text().shown("ar") == ("", "sv")
    assert fallbacks("zh-Hant-TW", "sv") == ("zh-Hant-TW", "zh-Hant", "zh", "sv")


def test_a_changed_base_makes_finished_translations_stale():
    text = Text.made_of({"sv": "Hej", "en": "Hello"}).with_text("ar", "مرحبا", base="sv", state=State.MACHINE)
    changed = text.with_text("sv", "Hej hej", base="sv")
    assert [changed.state(language) for language in ("sv", "en", "ar", "fi")] == [
        State.DONE,
        State.STALE,
        State.MACHINE,
        State.MISSING,
    ]
    assert changed.with_text("en", "Hello there", base="sv").state("en") is State.DONE
    assert text.with_text("sv", "Hej", base="sv").state("en") is State.DONE


def test_a_blank_text_is_a_missing_one():
    assert Text.made_of({"sv": "  "}) == Text()
    assert not Text.made_of({"sv": "Hej"}).with_text("sv", "", base="sv")


def test_gaps_have_their_places():
    changes = {
        "/sections/0/items/2/text/en": {"text": "Old", "state": "stale"},
        "/sections/0/items/2/help/en": "",
        "/scales/0/options/1/label/en": {"text": "Rarely", "state": "machine"},
    }
    assert gaps(sample.version(sample.with_changes(changes)), "en") == (
        Gap("/scales/0/options/1/label", "en", State.MACHINE),
        Gap("/sections/0/items/2/text", "en", State.STALE),
        Gap("/sections/0/items/2/help", "en", State.MISSING),
    )


def test_every_text_of_a_new_language_is_a_gap():
    version = sample.version()
    with_base = [place.path for place in texts(version) if place.text.get("sv")]
    assert [gap.path for gap in gaps(version, "fi")] == with_base
    assert len(with_base) == 39


def test_every_text_is_found_where_it_says():
    document = sample.document()
    for place in texts(sample.version()):
        if place.text:
            assert sample.at(document, place.path)["sv"] == place.text.get("sv")


@pytest.mark.parametrize("tag", ["sv", "en", "kmr", "pt-BR", "sr-Latn", "zh-Hant-TW", "es-419"])
def test_tags(tag):
    assert is_tag(tag)


@pytest.mark.parametrize("tag", ["", "s", "SV", "sv_SE", "sv-se", "Swedish", "sv-", "sv\n", "zh-hant", "sv-SE-x"])
def test_no_tags(tag):
    assert not is_tag(tag)


def test_directions():
    right_to_left = [tag for tag in OWN_NAMES if direction(tag) == "rtl"]
    assert right_to_left == ["ar", "ckb", "fa", "prs", "ps", "ur"]
    assert [direction(tag) for tag in ("ar-SY", "ku-Arab", "ku", "az-Arab", "ar-Latn", "he")] == [
        "rtl",
        "rtl",
        "ltr",
        "rtl",
        "ltr",
        "rtl",
    ]


def test_own_names():
    assert [own_name(tag) for tag in ("ti", "pt-BR", "xx")] == ["ትግርኛ", "Português (pt-BR)", "xx"]


def test_shortened():
    assert shortened("Hur ofta?") == "Hur ofta?"
    assert (
        shortened("Hur ofta,\n  i en vanlig vecka, är ditt barn ute på förmiddagen?", 30)
        == "Hur ofta, i en vanlig vecka …"
    )
    assert shortened("x" * 60, 20) == "x" * 19 + " …"


class TestRich:
    """Markup."""

    def test_blocks(self):
        text = "Tänk på **ditt** barn.\nSvara *snart*!\n\n- ett\n- [två](https://exempel.se/x?y=1)\nslut"
        assert rich.parse(text) == (
            Block(
                "paragraph",
                (
                    (
                        Span("text", "Tänk på "),
                        Span("strong", "ditt"),
                        Span("text", " barn."),
                        Span("break", ""),
                        Span("text", "Svara "),
                        Span("emphasis", "snart"),
                        Span("text", "!"),
                    ),
                ),
            ),
            Block("list", ((Span("text", "ett"),), (Span("link", "två", "https://exempel.se/x?y=1"),))),
            Block("paragraph", ((Span("text", "slut"),),)),
        )

    @pytest.mark.parametrize(
        "text",
        [
            "[x](data:text/html,<b>)",
            "[x](java" + "script:alert(1))",
            '[x](https://a" onclick="alert(1))',
            "[x](//elak.se)",
            "<b>fet</b>",
            "**",
            "* a",
        ],
    )
    def test_what_is_not_markup_stays_text(self, text):
        (block,) = rich.parse(text)
        assert {span.kind for span in block.lines[0]} == {"text"}
        assert "".join(span.text for span in block.lines[0]) == text

    @given(st.text())
    def test_any_text_is_read_and_only_safe_addresses_are_links(self, text):
        spans = [span for block in rich.parse(text) for line in block.lines for span in line]
        assert all(span.address.startswith(("https://", "mailto:")) for span in spans if span.kind == "link")
        assert all(not span.address for span in spans if span.kind != "link")

    def test_many_asterisks_are_read_in_one_go(self):
        assert rich.parse("*" * 10_000)
        assert rich.parse("[a](" * 2_500)
