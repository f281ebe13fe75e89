"""What may be kept of an answer."""

import pytest

from quality.rules.passages import LONGEST, passage_in


@pytest.mark.parametrize(
    ("answer", "chosen", "kept"),
    [
        ("Vi byggde kojor i skogen.", "byggde kojor", "byggde kojor"),
        ("Vi byggde\nkojor  i skogen.", "byggde kojor\ni", "byggde kojor i"),
        ("Vi byggde kojor.", "Vi byggde slott", ""),
        ("Vi byggde kojor.", "kojor byggde", ""),
        ("Vi byggde kojor.", "   ", ""),
        ("", "", ""),
        ("ord " * 500, "ord " * 500, ("ord " * 500)[:LONGEST]),
    ],
)
def test_it_stands_in_the_answer_word_for_word(answer, chosen, kept):
    assert passage_in(answer, chosen) == kept
