"""Everything the importer says is said in English too, with the same blanks."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from quality import importing
from quality.importing import encoding, files, pdf, word
from quality.importing.english import FINDINGS, REFUSALS, finding_in_english, refusal_in_english
from quality.importing.files import read_file
from quality.importing.findings import MESSAGES, Code
from quality.importing.refusal import Refused

HERE = Path(importing.__file__).parent


def blanks(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", list(Code))
def test_each_finding_has_an_english_sentence_with_the_same_blanks(code):
    assert blanks(FINDINGS[code]) == blanks(MESSAGES[code][1])


@pytest.mark.parametrize("sentence", list(REFUSALS))
def test_each_refusal_has_an_english_sentence_with_the_same_blanks(sentence):
    assert blanks(REFUSALS[sentence]) == blanks(sentence)


def test_every_sentence_that_a_file_is_refused_with_is_among_them():
    names = set()
    for path in sorted(HERE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refused", "_refused"):
                names |= {node.args[0].id} if isinstance(node.args[0], ast.Name) else set()
    said = {getattr(module, name) for module in (files, encoding, pdf, word) for name in names if hasattr(module, name)}
    said |= {sentence for _, sentence in files.OTHER_KINDS}
    assert said == set(REFUSALS)


def test_a_refusal_carries_what_fills_its_blanks():
    with pytest.raises(Refused) as refused:
        read_file(b"rad\n" * 100_000)
    assert refusal_in_english(refused.value.sentence, refused.value.values) == (
        "The text has 100 001 lines. The limit is 20 000; divide the plan."
    )


def test_parts_of_a_word_document_are_named_in_english():
    said = finding_in_english(Code.LEFT_OUT, {"part": "sidfoten"})
    assert said == "The text stands in the page footer and does not count as part of the plan."
