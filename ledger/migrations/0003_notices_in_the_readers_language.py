from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_append_only")]

    operations = [
        migrations.AddField("notice", "said", models.JSONField(blank=True, editable=False, null=True)),
    ]
