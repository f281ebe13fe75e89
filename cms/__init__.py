"""SHOWS: plan pages, authoring of questionnaires and wheels; the only app that imports wagtail."""
