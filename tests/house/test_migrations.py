"""Migrations are complete, named by hand, and hold no definition of text blocks."""

import re

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.house import tree

MIGRATIONS = [path for path in tree.files(".py", under=tuple(tree.apps())) if path.parent.name == "migrations"]
NAMED = re.compile(r"\d{4}_[a-z][a-z0-9_]+")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_migration_is_named_by_hand():
    tree.refuse(
        f"{tree.short(path)} was named by a machine: say what it does, as in 0002_closed_units."
        for path in MIGRATIONS
        if path.stem != "__init__" and (not NAMED.fullmatch(path.stem) or "_auto_" in path.stem)
    )


def test_each_app_has_one_last_migration():
    graph = MigrationLoader(None).graph
    tree.refuse(
        f"{app} has several last migrations: {', '.join(name for _, name in leaves)}."
        for app in tree.apps()
        if len(leaves := graph.leaf_nodes(app)) > 1
    )


def test_no_migration_describes_blocks():
    """A StreamField's blocks change with every wording; in a migration they would be a history of no use."""
    tree.refuse(
        f"{tree.short(path)} describes the blocks of a StreamField: give the field an empty block list in the migration."
        for path in MIGRATIONS
        if re.search(r"wagtail\.blocks|StreamBlock|StructBlock|block_lookup=\{\d", path.read_text(encoding="utf-8"))
    )
