"""Forms are drawn by the house's templates."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders every form with the templates of `ui`."""
