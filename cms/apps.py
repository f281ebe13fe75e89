"""The app cms, and what it registers with the layers below."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """SHOWS: plan pages, authoring of questionnaires and wheels; the only app that imports wagtail."""

    name = "cms"
    verbose_name = "Redaktion"
