from django.db import migrations

# A database of the suite (test_…) may be emptied; everywhere else TRUNCATE is refused too.
REFUSE = """
CREATE FUNCTION surveys_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'A published version stands: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION surveys_key_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The key of a questionnaire stands.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER surveys_version_not_changed BEFORE UPDATE OR DELETE ON surveys_questionnaireversion
    FOR EACH ROW EXECUTE FUNCTION surveys_version_stands();
CREATE TRIGGER surveys_version_not_emptied BEFORE TRUNCATE ON surveys_questionnaireversion
    FOR EACH STATEMENT EXECUTE FUNCTION surveys_version_stands();
CREATE TRIGGER surveys_key_not_changed BEFORE UPDATE OF key ON surveys_questionnaire
    FOR EACH ROW WHEN (OLD.key IS DISTINCT FROM NEW.key) EXECUTE FUNCTION surveys_key_stands();
"""

ALLOW = """
DROP TRIGGER surveys_key_not_changed ON surveys_questionnaire;
DROP TRIGGER surveys_version_not_emptied ON surveys_questionnaireversion;
DROP TRIGGER surveys_version_not_changed ON surveys_questionnaireversion;
DROP FUNCTION surveys_key_stands();
DROP FUNCTION surveys_version_stands();
"""


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0001_questionnaires"),
    ]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
