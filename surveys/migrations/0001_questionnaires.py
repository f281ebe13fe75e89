import django.contrib.postgres.fields
import django.db.models.deletion
import surveys.models.questionnaire
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0007_feedback'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(error_messages={'unique': 'Nyckeln används redan av en annan enkät.'}, max_length=48, unique=True, verbose_name='nyckel')),
                ('archived_on', models.DateField(blank=True, null=True, verbose_name='arkiverad från och med')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questionnaires', to='organisation.unit', verbose_name='ägs av')),
            ],
            options={
                'verbose_name': 'enkät',
                'verbose_name_plural': 'enkäter',
            },
        ),
        migrations.CreateModel(
            name='QuestionnaireVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='utgåva')),
                ('content', models.TextField(verbose_name='innehåll')),
                ('content_hash', models.CharField(max_length=64)),
                ('structure_hash', models.CharField(max_length=64)),
                ('lineage', models.JSONField(default=dict)),
                ('title', models.JSONField(verbose_name='rubrik')),
                ('base', models.CharField(max_length=12, verbose_name='grundspråk')),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None, verbose_name='språk')),
                ('pages', models.PositiveSmallIntegerField(verbose_name='sidor')),
                ('questions', models.PositiveSmallIntegerField(verbose_name='frågor')),
                ('effective_on', models.DateField(verbose_name='gäller från och med')),
                ('published_at', models.DateTimeField(verbose_name='publicerad')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publicerad av')),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='surveys.questionnaire', verbose_name='enkät')),
            ],
            options={
                'verbose_name': 'utgåva av en enkät',
                'verbose_name_plural': 'utgåvor av enkäter',
            },
        ),
        migrations.AddConstraint(
            model_name='questionnaire',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$')), name='questionnaire_key_is_plain', violation_error_message='Nyckeln börjar med en bokstav och har bara a–z, siffror och bindestreck.'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.UniqueConstraint(fields=('questionnaire', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_numbers_begin_at_one'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.CheckConstraint(condition=models.Q(('content_hash', surveys.models.questionnaire.Sha256(models.F('content')))), name='version_content_has_its_hash'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.CheckConstraint(condition=models.Q(('structure_hash__regex', '^[0-9a-f]{64}$')), name='version_structure_hash_is_one'),
        ),
        migrations.AddConstraint(
            model_name='questionnaireversion',
            constraint=models.CheckConstraint(condition=models.Q(('languages', []), _negated=True), name='version_speaks_a_language'),
        ),
    ]
