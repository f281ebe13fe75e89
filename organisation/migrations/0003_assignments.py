import django.contrib.postgres.constraints
import django.db.models.deletion
import organisation.models.unit
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_units'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('administrator', 'Administratör'), ('quality_officer', 'Kvalitetsansvarig'), ('rektor', 'Rektor'), ('deputy', 'Biträdande rektor'), ('developer', 'Pedagogisk utvecklingsledare'), ('workplace_lead', 'Arbetsplatsledare'), ('teacher', 'Förskollärare'), ('child_minder', 'Barnskötare'), ('vfu_supervisor', 'VFU-handledare'), ('union', 'Facklig företrädare'), ('committee_member', 'Nämndledamot')], max_length=20, verbose_name='roll')),
                ('starts_on', models.DateField(verbose_name='från och med')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='till och med')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='organisation.unit', verbose_name='enhet')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'uppdrag',
                'verbose_name_plural': 'uppdrag',
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['administrator', 'quality_officer', 'rektor', 'deputy', 'developer', 'workplace_lead', 'teacher', 'child_minder', 'vfu_supervisor', 'union', 'committee_member'])), name='assignment_role_is_known', violation_error_message='Välj en roll i listan.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='assignment_ends_after_it_begins', violation_error_message='Sista dagen kan inte ligga före första dagen.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('unit', '='), ('role', '='), (organisation.models.unit.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='assignment_once_at_a_time', violation_error_message='Personen har redan den rollen på enheten under de dagarna.')],
            },
        ),
        migrations.CreateModel(
            name='Substitution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='från och med')),
                ('ends_on', models.DateField(verbose_name='till och med')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to=settings.AUTH_USER_MODEL, verbose_name='den som är borta')),
                ('stand_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in', to=settings.AUTH_USER_MODEL, verbose_name='vikarie')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='substitutions', to='organisation.unit', verbose_name='enhet')),
            ],
            options={
                'verbose_name': 'vikariat',
                'verbose_name_plural': 'vikariat',
                'constraints': [models.CheckConstraint(condition=models.Q(('person', models.F('stand_in')), _negated=True), name='substitution_by_someone_else', violation_error_message='Ingen kan vikariera för sig själv.'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='substitution_ends_after_it_begins', violation_error_message='Sista dagen kan inte ligga före första dagen.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('stand_in', '='), ('unit', '='), (organisation.models.unit.DateRange(models.F('starts_on'), models.F('ends_on'), models.Value('[]')), '&&')], name='substitution_once_at_a_time', violation_error_message='Det vikariatet finns redan under de dagarna.')],
            },
        ),
    ]
