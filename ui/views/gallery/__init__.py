"""The gallery: every component in every state, with when to use it. Shown in demo and test mode only."""

from ui.views.gallery.pages import error_example, group_page, index, question_example

__all__ = ["error_example", "group_page", "index", "question_example"]
