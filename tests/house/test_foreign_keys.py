"""Foreign keys by string: import-linter does not see them, so the models themselves are asked."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations.loader import MigrationLoader

from tests.house import tree

OURS = set(tree.apps())
WAGTAIL = {
    "wagtailcore",
    "wagtailimages",
    "wagtaildocs",
    "wagtailsearch",
    "wagtailusers",
    "wagtailsnippets",
    "wagtailadmin",
    "taggit",
}


def wrong_pointers(all_models):
    """Return a sentence for each relation that points leftward, sideways, or at Wagtail from outside cms."""
    return [
        f"{model._meta.label}.{field.name} points at {target}: {why}"
        for model in all_models
        if model._meta.app_label in OURS
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model
        for target in [field.related_model if isinstance(field.related_model, str) else field.related_model._meta.label]
        if (why := fault(model._meta.app_label, target))
    ]


def fault(app, target):
    """Return why a model of `app` may not point at `target` (a label such as organisation.Unit), or nothing."""
    other = target.split(".")[0]
    if target == settings.AUTH_USER_MODEL:
        return ""
    if other in OURS and not tree.may_lean_on(app, other):
        return f"{other} does not stand right of {app}. Keep an id or a string subject, or let {other} point here."
    if other in WAGTAIL and app != "cms":
        return "only cms knows Wagtail."
    return ""


def test_every_foreign_key_points_rightward():
    tree.refuse(wrong_pointers(apps.get_models(include_auto_created=True)))


def test_the_user_is_the_only_exception():
    assert fault("ledger", "organisation.User") == ""
    assert fault("ledger", "organisation.Unit") != ""


@pytest.mark.parametrize(
    ("app", "target"), [("ledger", "organisation"), ("surveys", "workflows"), ("workflows", "quality")]
)
def test_a_pointer_that_is_not_rightward_is_named(app, target):
    class Meta:
        app_label = target
        managed = False

    class OtherMeta:
        app_label = app
        managed = False

    registry = type(apps)()
    Meta.apps = OtherMeta.apps = registry
    aim = type("Aim", (models.Model,), {"__module__": __name__, "Meta": Meta})
    pointer = type(
        "Pointer",
        (models.Model,),
        {"__module__": __name__, "Meta": OtherMeta, "aim": models.ForeignKey(f"{target}.Aim", models.CASCADE)},
    )
    registry.do_pending_operations(aim)
    assert wrong_pointers([pointer]) == [
        f"{app}.Pointer.aim points at {target}.Aim: {target} does not stand right of {app}. "
        f"Keep an id or a string subject, or let {target} point here."
    ]


def test_migrations_lean_on_apps_to_the_right():
    migrations = MigrationLoader(None).disk_migrations
    wrong = [
        f"{app}/{name} depends on {other}: {other} does not stand right of {app}."
        for (app, name), migration in migrations.items()
        if app in OURS
        for dependency in migration.dependencies
        if getattr(dependency, "setting", None) != settings.AUTH_USER_MODEL
        for other in [dependency[0]]
        if other in OURS and not tree.may_lean_on(app, other)
    ]
    tree.refuse(wrong)
