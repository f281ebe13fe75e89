"""Pages that are answered: compiled once for a version, language and page, filled for each respondent, and judged by forms.

`paper(version, language)` is the way in (surveys/forms/paper.py). Whoever walks somebody through it needs only that.
"""

from surveys.forms.answers import PageForm
from surveys.forms.paper import Paper, paper, paper_of

__all__ = ["PageForm", "Paper", "paper", "paper_of"]
