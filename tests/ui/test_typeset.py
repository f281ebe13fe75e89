import io
import re

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.typeset import Limits, NotTypeset, code_version, fonts, pdf
from ui.typeset.words import fit

SWEDISH = (
    "Flygande bäckasiner söka hwila på mjuka tuvor ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ éüøæ 0123456789 –—”’«»…§°%€½×≥≤→•"
)
SAY = '#import "house.typ": *\n#show: house\n#title()\n#for one in data.said { paragraphs(one) }\n'
TABLE = '#import "house.typ": *\n#show: house\n#title()\n#sheet(data.table)\n'
WORDS = {"page": "Sida {n} av {total}"}
BASE = {"title": "Plan", "date": "2026-01-01", "language": "sv", "footer": "Plan", "words": WORDS}


@pytest.fixture(scope="module")
def say(tmp_path_factory):
    path = tmp_path_factory.mktemp("typeset") / "say.typ"
    path.write_text(SAY, encoding="utf-8")
    return path


def opened(made):
    return pypdf.PdfReader(io.BytesIO(made))


def words_of(made):
    """Return what a PDF says, spaces and places to break apart."""
    said = "".join(page.extract_text() for page in opened(made).pages)
    return re.sub(r"[\s\u00ad\u200b]+", "", said)


def test_a_document_is_tagged_and_says_its_title_and_its_language(say):
    root = opened(pdf(say, BASE | {"said": ["Hej"]})).trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "sv",
        True,
        True,
    )
    assert root["/StructTreeRoot"]["/K"] is not None
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert b"pdfaid" in root["/Metadata"].get_data()
    assert opened(pdf(say, BASE | {"said": []})).metadata.title == "Plan"


def test_every_swedish_letter_and_common_sign_has_a_glyph(say):
    assert {ord(sign) for sign in SWEDISH} - fonts.all_characters() == set()
    assert re.sub(r"\s", "", SWEDISH) in words_of(pdf(say, BASE | {"said": [SWEDISH]}))


def test_the_same_data_gives_the_same_bytes(say):
    data = BASE | {"said": ["Samma sak två gånger"]}
    assert pdf(say, data) == pdf(say, data)


def test_the_code_has_a_name_that_changes_with_the_template(say, tmp_path):
    other = tmp_path / "other.typ"
    other.write_text(SAY + "\n", encoding="utf-8")
    assert code_version(say) != code_version(other)


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        "$ x^2 $ och @nagon och <etikett>",
        "\\ \\u{41} \\# *fet* _kursiv_ `kod` = Rubrik",
        '"); #panic("',
        "// kommentar /* så */ -- --- ... ~ '\"",
        "#let x = 1; #x [klammer] {måsvinge}",
        'http://exempel.se/a?b=c&d #link("javascript:alert(1)")[x]',
        "<script>alert(1)</script> &amp; &lt;",
        "= Rubrik\n- punkt\n+ nummer\n/ ord: sak",
    ],
)
def test_what_looks_like_code_prints_as_it_was_typed(say, hostile):
    made = words_of(pdf(say, BASE | {"said": [hostile], "title": hostile, "footer": hostile}))
    assert made.count(re.sub(r"\s", "", hostile)) == 3


@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=20))
@settings(max_examples=15, deadline=None)
def test_any_text_at_all_can_be_set(say, texts):
    assert pdf(say, BASE | {"said": texts}).startswith(b"%PDF-")


def test_every_sign_that_the_fonts_have_can_be_set(say):
    signs = [fit(chr(code)) for code in sorted(fonts.all_characters())]
    lines = [" ".join(signs[at : at + 100]) for at in range(0, len(signs), 100)]
    assert len(signs) > 5000
    assert pdf(say, BASE | {"said": lines}).startswith(b"%PDF-")


@pytest.mark.slow
@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=40))
@settings(max_examples=600, deadline=None)
def test_any_text_at_all_can_be_set_at_length(say, texts):
    assert pdf(say, BASE | {"said": texts}).startswith(b"%PDF-")


@given(st.text(max_size=200))
def test_every_sign_that_is_left_has_a_glyph_or_is_a_line(text):
    assert {ord(sign) for sign in fit(text)} - fonts.all_characters() - {10, 9, 0xAD, 0x200B} == set()


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Räv 🦊", "Räv [U+1F98A]"),
        ("a\u0000b\u0007c", "abc"),
        ("a\u0308", "ä"),
        ("vänd \u202etext", "vänd text"),
        ("مرحبا שלום", "مرحبا שלום"),
        ("\u200b\u00ad", "–"),
        ("", ""),
        (" \n", " \n"),
    ],
)
def test_a_sign_without_a_glyph_is_written_as_its_number_and_control_signs_go(written, printed):
    assert fit(written) == printed


def test_a_very_long_word_can_be_broken_and_is_still_the_same_word(tmp_path):
    template = tmp_path / "table.typ"
    template.write_text(TABLE, encoding="utf-8")
    word = "x" * 300
    columns = [f"Kolumn {n}" for n in range(8)]
    table = {"caption": "Bred", "columns": columns, "rows": [[word] * 8]}
    made = pdf(template, BASE | {"table": table})
    assert words_of(made).count("x") == 8 * 300
    # nothing was drawn outside the page
    assert all(page.mediabox.width < 600 for page in opened(made).pages)
    assert fit("Förskolepedagogikverksamhet") == "Förskolepedagogikverksamhet"


def test_nothing_on_disk_can_be_read_even_by_a_template(tmp_path):
    for source in ['#read("/etc/passwd")', '#read("../../../../etc/passwd")', '#include "/etc/hostname"']:
        template = tmp_path / "reads.typ"
        template.write_text(
            f'#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n{source}', encoding="utf-8"
        )
        with pytest.raises(NotTypeset):
            pdf(template, BASE)


def test_a_document_that_takes_too_long_is_given_up(tmp_path):
    template = tmp_path / "slow.typ"
    template.write_text("#let n = 0\n#while true { n += 1; n -= 1; if n > 1 { break } }", encoding="utf-8")
    with pytest.raises(NotTypeset):
        pdf(template, BASE, limits=Limits(seconds=1))


def test_a_document_that_is_too_large_is_refused(say):
    with pytest.raises(NotTypeset, match="too large"):
        pdf(say, BASE | {"said": ["ord " * 300_000]}, limits=Limits(data=1))


def test_a_template_that_wants_all_memory_is_stopped(tmp_path):
    template = tmp_path / "greedy.typ"
    template.write_text('#let s = "0123456789"\n#for n in range(40) { s = s + s }\n#s', encoding="utf-8")
    with pytest.raises(NotTypeset):
        pdf(template, BASE, limits=Limits(seconds=20, memory=600))


def test_a_picture_needs_a_plain_name(say):
    with pytest.raises(NotTypeset, match="plain name"):
        pdf(say, BASE | {"said": []}, pictures={"../x.png": b""})
