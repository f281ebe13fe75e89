from django.db import migrations

# A database of the suite (test_…) may be emptied; everywhere else TRUNCATE is refused too.
REFUSE = """
CREATE FUNCTION workflows_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'What is decided stands: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER workflows_version_not_changed BEFORE UPDATE OR DELETE ON workflows_wheelversion
    FOR EACH ROW EXECUTE FUNCTION workflows_stands();
CREATE TRIGGER workflows_version_not_emptied BEFORE TRUNCATE ON workflows_wheelversion
    FOR EACH STATEMENT EXECUTE FUNCTION workflows_stands();

CREATE TRIGGER workflows_review_not_changed BEFORE UPDATE ON workflows_review
    FOR EACH ROW WHEN (OLD.decision <> '' OR NEW.submitted_by_id IS DISTINCT FROM OLD.submitted_by_id
        OR NEW.task_id IS DISTINCT FROM OLD.task_id)
    EXECUTE FUNCTION workflows_stands();
CREATE TRIGGER workflows_review_not_removed BEFORE DELETE ON workflows_review
    FOR EACH ROW EXECUTE FUNCTION workflows_stands();
CREATE TRIGGER workflows_review_not_emptied BEFORE TRUNCATE ON workflows_review
    FOR EACH STATEMENT EXECUTE FUNCTION workflows_stands();
"""

ALLOW = """
DROP TRIGGER workflows_review_not_emptied ON workflows_review;
DROP TRIGGER workflows_review_not_removed ON workflows_review;
DROP TRIGGER workflows_review_not_changed ON workflows_review;
DROP TRIGGER workflows_version_not_emptied ON workflows_wheelversion;
DROP TRIGGER workflows_version_not_changed ON workflows_wheelversion;
DROP FUNCTION workflows_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("workflows", "0001_wheels"),
    ]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
