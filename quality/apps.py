"""The app quality, and what it registers with the layers below."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """DECIDES: the product: plans, goals, indicators, activities, documents, analyses, improvements, reports."""

    name = "quality"
    verbose_name = "Kvalitet"

    def ready(self) -> None:
        """Fill the registries of the layers below: the demo's plans, the place in the menu."""
        from organisation.kinds import demo  # noqa: PLC0415 (models are not loaded before)
        from quality.demo import loading  # noqa: PLC0415 (see above)
        from quality.views import places  # noqa: PLC0415 (see above)

        demo.register("quality", loading.load, after=["organisation"])
        places.register()
