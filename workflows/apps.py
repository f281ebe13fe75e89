"""The app workflows, and what it registers with the layers below."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """STEERS: engine: wheel, process, stage, task, review."""

    name = "workflows"
    verbose_name = "Hjulet"
