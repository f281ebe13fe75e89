import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A database of the suite (test_…) may be emptied; everywhere else TRUNCATE is refused too.
REFUSE = """
CREATE FUNCTION quality_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'What is handed in stands: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER quality_submission_not_changed BEFORE UPDATE ON quality_submission
    FOR EACH ROW WHEN (OLD.review_id IS NOT NULL OR NEW.review_id IS NULL
        OR (OLD.document_id, OLD.number, OLD.sheet_id, OLD.goals, OLD.tags, OLD.said)
            IS DISTINCT FROM (NEW.document_id, NEW.number, NEW.sheet_id, NEW.goals, NEW.tags, NEW.said))
    EXECUTE FUNCTION quality_stands();
CREATE TRIGGER quality_submission_not_removed BEFORE DELETE ON quality_submission
    FOR EACH ROW EXECUTE FUNCTION quality_stands();
CREATE TRIGGER quality_submission_not_emptied BEFORE TRUNCATE ON quality_submission
    FOR EACH STATEMENT EXECUTE FUNCTION quality_stands();
CREATE TRIGGER quality_remark_not_changed BEFORE UPDATE OR DELETE ON quality_remark
    FOR EACH ROW EXECUTE FUNCTION quality_stands();
CREATE TRIGGER quality_remark_not_emptied BEFORE TRUNCATE ON quality_remark
    FOR EACH STATEMENT EXECUTE FUNCTION quality_stands();
"""

ALLOW = """
DROP TRIGGER quality_remark_not_emptied ON quality_remark;
DROP TRIGGER quality_remark_not_changed ON quality_remark;
DROP TRIGGER quality_submission_not_emptied ON quality_submission;
DROP TRIGGER quality_submission_not_removed ON quality_submission;
DROP TRIGGER quality_submission_not_changed ON quality_submission;
DROP FUNCTION quality_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0007_feedback"),
        ("quality", "0003_goals_turns"),
        ("surveys", "0004_answer_sheets"),
        ("workflows", "0002_what_is_decided_stands"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reflection", "Reflektion"),
                            ("teaching_plan", "Undervisningsplan"),
                            ("walk", "Pedagogisk vandring"),
                            ("self_rating", "Självskattning i kvalitetsindikatorn"),
                            ("analysis_text", "Analys"),
                        ],
                        max_length=20,
                        verbose_name="slag",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="rubrik")),
                ("day", models.DateField(verbose_name="dag")),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="läroplansområden",
                    ),
                ),
                ("draft", models.JSONField(blank=True, default=dict, verbose_name="utkast")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="ändring")),
                ("written_at", models.DateTimeField(blank=True, null=True, verbose_name="skrivet")),
                ("started_at", models.DateTimeField(verbose_name="påbörjat")),
                (
                    "goals",
                    models.ManyToManyField(blank=True, related_name="documents", to="quality.goal", verbose_name="mål"),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="påbörjat av",
                    ),
                ),
                (
                    "task",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document",
                        to="workflows.task",
                        verbose_name="uppgift",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="organisation.unit",
                        verbose_name="enhet",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.questionnaireversion",
                        verbose_name="utgåva av en enkät",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="skrev senast",
                    ),
                ),
            ],
            options={
                "verbose_name": "dokument",
                "verbose_name_plural": "dokument",
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="utgåva")),
                (
                    "goals",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("said", models.TextField(blank=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="quality.document"
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submission",
                        to="workflows.review",
                    ),
                ),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="surveys.answersheet"
                    ),
                ),
            ],
            options={
                "verbose_name": "inlämning",
                "verbose_name_plural": "inlämningar",
                "ordering": ["document", "number"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=120)),
                ("text", models.TextField(verbose_name="kommentar")),
                ("written_at", models.DateTimeField(verbose_name="skriven")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remarks", to="quality.submission"
                    ),
                ),
            ],
            options={
                "verbose_name": "kommentar",
                "verbose_name_plural": "kommentarer",
            },
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["unit", "kind", "-day"], name="document_by_day"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["reflection", "teaching_plan", "walk", "self_rating", "analysis_text"])
                ),
                name="document_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("title__regex", "^\\s*$"), _negated=True),
                name="document_has_a_title",
                violation_error_message="Ett dokument behöver en rubrik.",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 0), ("written_at", None), ("written_by", None)),
                    models.Q(("number__gt", 0), ("written_at__isnull", False), ("written_by__isnull", False)),
                    _connector="OR",
                ),
                name="document_written_by_somebody",
                violation_error_message="Den som har skrivit ska stå antecknad med tid.",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("document", "number"), name="submission_number_once"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="submission_numbers_begin_at_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.UniqueConstraint(
                fields=("submission", "field"),
                name="remark_once_an_answer",
                violation_error_message="Svaret har redan en kommentar.",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__regex", "^\\s*$"), _negated=True), name="remark_says_something"
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
