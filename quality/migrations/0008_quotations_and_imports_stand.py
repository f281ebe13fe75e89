from django.db import migrations, models

# A quotation stands as it was: only the cause that it is evidence of may change. quality_stands: 0004_documents.
REFUSE = """
CREATE TRIGGER quality_quotation_not_changed BEFORE UPDATE ON quality_quotation
    FOR EACH ROW WHEN ((OLD.turn_id, OLD.kind, OLD.text, OLD.source_name, OLD.source_day, OLD.observation_id, OLD.cell_id,
            OLD.submission_id, OLD.field, OLD.activity_id, OLD.improvement_id, OLD.quoted_at, OLD.quoted_by_id)
        IS DISTINCT FROM (NEW.turn_id, NEW.kind, NEW.text, NEW.source_name, NEW.source_day, NEW.observation_id, NEW.cell_id,
            NEW.submission_id, NEW.field, NEW.activity_id, NEW.improvement_id, NEW.quoted_at, NEW.quoted_by_id))
    EXECUTE FUNCTION quality_stands();
"""

ALLOW = "DROP TRIGGER quality_quotation_not_changed ON quality_quotation;"


class Migration(migrations.Migration):
    dependencies = [("quality", "0007_evidence")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__regex", "^\\s*$"), _negated=True),
                name="value_import_names_its_source",
                violation_error_message="Skriv vilket system värdena kommer från.",
            ),
        ),
        migrations.AddConstraint(
            model_name="valueimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="value_import_digest_is_one"
            ),
        ),
    ]
