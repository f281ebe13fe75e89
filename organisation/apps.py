"""The app organisation, and what it registers with the layers below."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """WHO: units, people, roles, access."""

    name = "organisation"
    verbose_name = "Organisation"
