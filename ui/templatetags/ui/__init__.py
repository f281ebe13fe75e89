"""`{% load ui %}`: icons, stage marks, states, numbers and dates, sorting and pages, charts, captured pieces of a page."""

from ui.templatetags.ui import charts, forms, lists, marks, pieces, words
from ui.templatetags.ui.library import register

__all__ = ["charts", "forms", "lists", "marks", "pieces", "register", "words"]
