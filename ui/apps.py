"""The app ui, and what it registers with the layers below."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """LOOKS: base templates, components, gallery, css, charts, navigation registry; no models."""

    name = "ui"
    verbose_name = "Utseende"
