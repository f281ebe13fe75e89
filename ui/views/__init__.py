"""Views of the gallery and of the shared pages."""
