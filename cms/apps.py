"""The app cms, and what it registers with the layers below."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """SHOWS: plan pages, authoring of questionnaires and wheels; the only app that imports wagtail."""

    name = "cms"
    verbose_name = "Redaktion"

    def ready(self) -> None:
        """Fill the registries of the layers below."""
        from cms.access import policies  # noqa: PLC0415 (models are not loaded before)
        from cms.actions import plan_import_job, plan_imports  # noqa: PLC0415 (see above)
        from cms.demo import plans, questionnaires, wheels  # noqa: PLC0415 (see above)
        from cms.views import desk, places  # noqa: PLC0415 (see above)
        from ledger.kinds import JobKind, jobs, reconcilers  # noqa: PLC0415 (see above)
        from organisation.kinds import demo  # noqa: PLC0415 (see above)

        jobs.register(plan_import_job.KIND, JobKind(plan_import_job.read_plan, resumable=True))
        reconcilers.register("cms.plan_imports", lambda now: plan_imports.clear_old_plan_imports(now=now))
        demo.register("cms", plans.load, after=["organisation", "quality", "quality.values"])
        demo.register("cms.questionnaires", questionnaires.load, after=["surveys"])
        demo.register("cms.wheels", wheels.load, after=["workflows"])
        policies.register()
        places.register()
        desk.register()
