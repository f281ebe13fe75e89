"""The app quality, and what it registers with the layers below."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """DECIDES: the product: plans, goals, indicators, activities, documents, analyses, improvements, reports."""

    name = "quality"
    verbose_name = "Kvalitet"
