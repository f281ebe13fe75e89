import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A database of the suite (test_…) may be emptied; everywhere else TRUNCATE is refused too.
REFUSE = """
CREATE TRIGGER surveys_sheet_not_changed BEFORE UPDATE OR DELETE ON surveys_answersheet
    FOR EACH ROW EXECUTE FUNCTION surveys_version_stands();
CREATE TRIGGER surveys_sheet_not_emptied BEFORE TRUNCATE ON surveys_answersheet
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_version_stands();
"""

ALLOW = """
DROP TRIGGER surveys_sheet_not_emptied ON surveys_answersheet;
DROP TRIGGER surveys_sheet_not_changed ON surveys_answersheet;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0003_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answers", models.JSONField(default=dict, verbose_name="svar")),
                ("signed_at", models.DateTimeField(verbose_name="undertecknat")),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undertecknat av",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="surveys.questionnaireversion",
                        verbose_name="utgåva av en enkät",
                    ),
                ),
            ],
            options={
                "verbose_name": "undertecknat svar",
                "verbose_name_plural": "undertecknade svar",
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
