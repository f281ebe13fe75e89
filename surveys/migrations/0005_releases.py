import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A database of the suite (test_…) may be emptied; everywhere else TRUNCATE is refused too.
REFUSE = """
CREATE FUNCTION surveys_release_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'A release stands: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION surveys_release_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM surveys_release WHERE round_id IN (SELECT DISTINCT release_id FROM added)) THEN
        RAISE EXCEPTION 'A release is whole: nothing is added on %.', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION surveys_text_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An answer in free text stands as it was written.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER surveys_text_not_rewritten BEFORE UPDATE ON surveys_releasedtext FOR EACH ROW
    WHEN ((OLD.id, OLD.release_id, OLD.place_id, OLD.audience, OLD.question, OLD.text)
        IS DISTINCT FROM (NEW.id, NEW.release_id, NEW.place_id, NEW.audience, NEW.question, NEW.text))
    EXECUTE FUNCTION surveys_text_stands();
"""
EACH = """
CREATE TRIGGER {table}_not_changed BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION surveys_release_stands();
CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_release_stands();
"""
WHOLE = """
CREATE TRIGGER {table}_not_added_to AFTER INSERT ON {table} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_release_is_whole();
"""
FROZEN = ("surveys_release", "surveys_releasedplace", "surveys_releasedcell")
PARTS = ("surveys_releasedplace", "surveys_releasedcell", "surveys_releasedtext")
STATEMENTS = [
    REFUSE,
    *(EACH.format(table=table) for table in FROZEN),
    *(WHOLE.format(table=table) for table in PARTS),
]
ALLOW = [
    *(f"DROP TRIGGER {table}_not_added_to ON {table};" for table in PARTS),
    *(f"DROP TRIGGER {table}_not_emptied ON {table};" for table in FROZEN),
    *(f"DROP TRIGGER {table}_not_changed ON {table};" for table in FROZEN),
    "DROP TRIGGER surveys_text_not_rewritten ON surveys_releasedtext;",
    "DROP FUNCTION surveys_text_stands();",
    "DROP FUNCTION surveys_release_is_whole();",
    "DROP FUNCTION surveys_release_stands();",
]


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0007_feedback"),
        ("surveys", "0004_answer_sheets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="release",
                        serialize=False,
                        to="surveys.round",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="namn")),
                ("closed_on", models.DateField(verbose_name="stängde")),
                ("released_at", models.DateTimeField(verbose_name="visas sedan")),
                ("head", models.JSONField()),
                ("report", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.questionnaireversion",
                        verbose_name="utgåva",
                    ),
                ),
            ],
            options={
                "verbose_name": "resultat",
                "verbose_name_plural": "resultat",
            },
        ),
        migrations.CreateModel(
            name="ReleasedPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.TextField()),
                ("parent_key", models.TextField(blank=True, default="")),
                ("order", models.PositiveIntegerField()),
                ("name", models.TextField()),
                ("kind", models.CharField(blank=True, default="", max_length=20)),
                ("whole", models.BooleanField()),
                (
                    "members",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="places", to="surveys.release"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReleasedCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.CharField(max_length=6)),
                ("subject", models.TextField()),
                ("audience", models.CharField(max_length=20)),
                ("measure", models.CharField(max_length=120)),
                ("band", models.CharField(max_length=10)),
                ("mean_is", models.CharField(blank=True, default="", max_length=5)),
                ("mean", models.DecimalField(decimal_places=1, max_digits=12, null=True)),
                ("mean_of", models.CharField(blank=True, default="", max_length=8)),
                ("shares", models.JSONField(default=list)),
                ("step", models.PositiveSmallIntegerField(null=True)),
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cells",
                        to="surveys.release",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cells", to="surveys.releasedplace"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReleasedText",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("audience", models.CharField(max_length=20)),
                ("question", models.CharField(max_length=120)),
                ("text", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Väntar på genomläsning"), ("shown", "Visas"), ("withheld", "Visas inte")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("shown", models.TextField(blank=True, default="", verbose_name="så visas svaret")),
                ("cleared_at", models.DateTimeField(null=True)),
                (
                    "cleared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="surveys.releasedplace"
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="surveys.release",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="release_digest_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasedplace",
            constraint=models.UniqueConstraint(fields=("release", "key"), name="released_place_once"),
        ),
        migrations.AddConstraint(
            model_name="releasedcell",
            constraint=models.UniqueConstraint(
                fields=("release", "part", "place", "audience", "measure"), name="released_cell_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasedcell",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ("inner", "public"))), name="released_cell_part_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasedcell",
            constraint=models.CheckConstraint(
                condition=models.Q(("mean__isnull", False), models.Q(("shares", []), _negated=True), _connector="OR"),
                name="released_cell_shows_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasedcell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mean__isnull", True), ("mean_is", "")),
                    models.Q(("mean__isnull", False), models.Q(("mean_is", ""), _negated=True)),
                    _connector="OR",
                ),
                name="released_cell_mean_is_said",
            ),
        ),
        migrations.AddIndex(
            model_name="releasedtext",
            index=models.Index(fields=["release", "place", "question"], name="released_text_by_question"),
        ),
        migrations.AddConstraint(
            model_name="releasedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "shown", "withheld"])), name="released_text_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cleared_at", None), ("cleared_by", None), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("cleared_at__isnull", False),
                        ("cleared_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="released_text_cleared_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="releasedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "shown"), models.Q(("shown", ""), _negated=True)),
                    models.Q(models.Q(("state", "shown"), _negated=True), ("shown", "")),
                    _connector="OR",
                ),
                name="released_text_shown_when_cleared",
                violation_error_message="Skriv hur svaret ska visas, eller välj att inte visa det.",
            ),
        ),
        migrations.RunSQL("".join(STATEMENTS), "".join(ALLOW)),
    ]
