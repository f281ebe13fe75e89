"""The same plan laid out in other ways gives the same outline: goals and sections to the letter."""

import re
import unicodedata

import pytest

from quality.importing.as_json import outline_as_dict
from quality.importing.findings import Code
from quality.importing.headers import find_header
from quality.importing.lines import Line, tidy
from quality.importing.reading import read_text
from tests.quality.importing.real_plans import NAMES, STOCKHOLM, real_plan

HEADER = "Granens förskolor"


def content(text):
    """What the outline holds, findings apart: their line numbers follow the layout."""
    made = outline_as_dict(read_text(text))
    return {key: made[key] for key in ("title", "period", "nodes", "sections", "coverage")}


def each_line(change):
    return lambda text: "\n".join(change(line) for line in text.split("\n"))


def every(step, inserted):
    """Put `inserted(number)` after every `step`th line, wherever that falls."""

    def vary(text):
        lines = text.split("\n")
        parts = [lines[at : at + step] for at in range(0, len(lines), step)]
        made = parts[0]
        for number, part in enumerate(parts[1:], 2):
            made = [*made, *inserted(number), *part]
        return "\n".join(made)

    return vary


def form_feeds(text):
    """A page begins where the export began one: at the lines with a space before them."""
    return re.sub(r"\n (?=\S)", "\n\f", text)


def form_feed_on_a_page_line(number):
    return [f"\f{HEADER}", "Verksamhetsplan 2020", ""]


def header_and_page(number):
    return ["", HEADER, f"Sida {number} (31)", ""]


def header_with_page_on_its_line(number):
    return [f"{HEADER} – verksamhetsplan    Sida {number} av 31"]


def footer_and_header(number):
    return ["", f"{number - 1} (31)", f"\f{HEADER}", ""]


def bare_number(number):
    return [f"{number - 1}", f"\f{HEADER}"]


LAYOUTS = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Mac line ends": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "no end of last line": lambda text: text.rstrip("\n"),
    "blank lines at both ends": lambda text: "\n\n \n" + text + "\n\n\n",
    "blank lines doubled": lambda text: re.sub(r"\n[ ]*(?=\n)", "\n\n", text),
    "blank lines with spaces": each_line(lambda line: line or "   "),
    "blank lines empty": each_line(lambda line: line if line.strip() else ""),
    "a blank line after every line": lambda text: text.replace("\n", "\n\n"),
    "at most one blank line": lambda text: re.sub(r"(\n[ ]*){2,}(?=\n)", "\n", text),
    "no blank lines": lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
    "no spaces at line ends": each_line(str.strip),
    "spaces at line ends": each_line(lambda line: f"   {line}  "),
    "tabs for spaces": each_line(lambda line: line.replace(" ", "\t")),
    "wide spaces": each_line(lambda line: line.replace(" ", "    ")),
    "no-break spaces": each_line(lambda line: line.replace(" ", "\u00a0")),
    "thin and narrow spaces": each_line(lambda line: line.replace(" ", "\u2009").replace("%", "\u202f%")),
    "soft hyphens": each_line(lambda line: re.sub(r"(?<=\w\w\w)(?=\w\w\w)", "\u00ad", line)),
    "zero width characters": each_line("\u200b".join),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "form feeds at page starts": form_feeds,
    "page headers after form feeds": every(37, form_feed_on_a_page_line),
    "page headers after form feeds, often": every(7, form_feed_on_a_page_line),
    "page headers and page numbers": every(23, header_and_page),
    "page numbers on header lines": every(11, header_with_page_on_its_line),
    "page numbers in footers": every(13, footer_and_header),
    "bare page numbers": every(17, bare_number),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_real_plan_in_another_layout_gives_the_same_outline(name, layout):
    text = real_plan(name)
    assert content(LAYOUTS[layout](text)) == content(text)


@pytest.mark.parametrize("before", [True, False])
def test_a_page_break_with_its_header_at_any_line_of_any_table_leaves_no_trace(before):
    lines = real_plan(STOCKHOLM).split("\n")
    heads = [Line(1, 0, line, tidy(line)) for line in lines]
    tables = [at for at, line in enumerate(heads) if line.text and find_header(heads, at)]
    expected = content("\n".join(lines))
    for offset in range(1, 9):
        places = {at + offset for at in tables}
        made = []
        for at, line in enumerate(lines):
            page = [f"\f{HEADER}", "Verksamhetsplan 2020"] if before else ["Verksamhetsplan 2020", f"Sid {at}"]
            made += [*page, line] if at in places else [line]
        assert content("\n".join(made)) == expected


def test_all_layouts_at_once_give_the_same_outline():
    text = real_plan(STOCKHOLM)
    varied = every(29, header_and_page)(text)
    for layout in ("blank lines doubled", "soft hyphens", "tabs for spaces", "decomposed letters", "Windows line ends"):
        varied = LAYOUTS[layout](varied)
    assert content(varied) == content(text)


def test_what_was_taken_for_a_page_header_is_said():
    text = every(37, form_feed_on_a_page_line)(real_plan(STOCKHOLM))
    said = [finding.text for finding in read_text(text).findings if finding.code is Code.PAGE_LINE]
    assert said == [HEADER, "Verksamhetsplan 2020"]
