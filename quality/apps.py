"""The app quality, and what it registers with the layers below."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """DECIDES: the product: plans, goals, indicators, activities, documents, analyses, improvements, reports."""

    name = "quality"
    verbose_name = "Kvalitet"

    def ready(self) -> None:
        """Fill the registries of the layers below: the demo's plans, the place in the menu, goals' turns of the wheel."""
        from organisation.kinds import demo  # noqa: PLC0415 (models are not loaded before)
        from quality import receivers, work_kinds  # noqa: F401, PLC0415 (see above; receivers listen from now on)
        from quality.demo import loading, tying  # noqa: PLC0415 (see above)
        from quality.enums import DocumentKind  # noqa: PLC0415 (see above)
        from quality.queries import turns  # noqa: PLC0415 (see above)
        from quality.views import places  # noqa: PLC0415 (see above)
        from workflows import kinds  # noqa: PLC0415 (see above)

        demo.register("quality", loading.load, after=["organisation"])
        demo.register("quality.sources", tying.load, after=["quality", "surveys"])
        places.register()
        kinds.work_kinds.register("value", work_kinds.ValueWork())
        for kind in DocumentKind:
            kinds.work_kinds.register(kind, work_kinds.DocumentWork(kind))
        kinds.work_kinds.register("analysis", work_kinds.AnalysisWork())
        kinds.starters.register("quality.goals", turns.turns_to_open)
        kinds.objections.register("quality.analysis", turns.objections)
