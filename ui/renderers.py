"""Forms are drawn by the house's templates: error list first, then each field with its hint and its fault.

A form needs nothing of this: `{{ form }}` is enough. A form where all is optional, such as a search, may say
`mark_optional = False`.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates

ENTERED = (forms.widgets.Input, forms.Textarea, forms.Select, forms.MultiWidget, forms.SelectDateWidget)
READ_BY_TYPE = {forms.DateInput: ("date", "%Y-%m-%d"), forms.TimeInput: ("time", "%H:%M")}
PASSWORDS_NOW = {"password", "oldpassword", "old_password"}
OUR_WIDGETS = {"django/forms/widgets/clearable_file_input.html": "ui/forms/clearable_file.html"}


class Field(BoundField):
    """A field as the templates need it: classes, ids of hint and fault, and what kind of thing it is."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        _let_the_browser_help(field.widget, name)

    @property
    def hint_id(self) -> str:
        """The id of the text under the label."""
        return f"{self.auto_id}_helptext"

    @property
    def fault_id(self) -> str:
        """The id of the text that says what is wrong."""
        return f"{self.auto_id}_error"

    @property
    def first_id(self) -> str:
        """The id of the control that a link in the error list leads to: in a group, the first."""
        if self.is_hidden or not self.auto_id:
            return ""
        if self.is_choice_group or isinstance(self.field.widget, forms.MultiWidget):
            return f"{self.auto_id}_0"
        return self.id_for_label

    @property
    def is_choice_group(self) -> bool:
        """Whether the field is a group of radio buttons or check boxes."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_group(self) -> bool:
        """Whether the field has several controls under one legend."""
        return self.is_choice_group or isinstance(self.field.widget, forms.MultiWidget | forms.SelectDateWidget)

    @property
    def is_tick(self) -> bool:
        """Whether the field is one check box, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def marked_optional(self) -> bool:
        """Whether the label says that the field may be left empty."""
        wanted = getattr(self.form, "mark_optional", True)
        return bool(wanted and not self.field.required and not self.is_tick and not self.field.disabled)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Return the widget's attributes with class and ARIA; `required` is left to the server, which says it kindly."""
        drawn = widget or self.field.widget
        built: dict[str, Any] = dict(super().build_widget_attrs(attrs, drawn))
        needed = built.pop("required", False)
        if drawn.is_hidden:
            return built
        if isinstance(drawn, ENTERED) and not isinstance(drawn, forms.CheckboxInput):
            own = drawn.attrs.get("class", "")
            built["class"] = f"input {own}".strip()
            if needed and not self.is_group and not isinstance(drawn, forms.FileInput):
                built["aria-required"] = "true"
        if self.is_group:
            built.pop("aria-invalid", None)
        return built


class FormRenderer(DjangoTemplates):
    """Renders every form, formset and field with the templates of `ui`."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        """Return the template, ours where we draw a widget otherwise than Django."""
        return super().get_template(OUR_WIDGETS.get(template_name, template_name))


def _let_the_browser_help(widget: forms.Widget, name: str) -> None:
    """Give dates the browser's own date field, and passwords their place in the password manager."""
    for kind, (input_type, form) in READ_BY_TYPE.items():
        if type(widget) is kind and getattr(widget, "input_type", "") == "text":
            widget.input_type = input_type
            widget.format = form
    if isinstance(widget, forms.PasswordInput) and "autocomplete" not in widget.attrs:
        widget.attrs["autocomplete"] = "current-password" if name in PASSWORDS_NOW else "new-password"
