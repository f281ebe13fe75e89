import django.contrib.postgres.constraints
import django.db.models.deletion
import organisation.models.fields
import organisation.models.unit
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_people'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(error_messages={'unique': 'Nyckeln används redan av en annan enhet.'}, max_length=80, unique=True, verbose_name='nyckel')),
                ('name', models.CharField(max_length=120, verbose_name='namn')),
                ('sort_key', organisation.models.fields.SortKeyField(of=('name',))),
                ('kind', models.CharField(choices=[('municipality', 'Kommun'), ('committee', 'Nämnd'), ('department', 'Förvaltning'), ('area', 'Område'), ('school_unit', 'Skolenhet'), ('preschool', 'Förskola'), ('section', 'Avdelning'), ('team', 'Arbetslag')], max_length=20, verbose_name='slag')),
                ('valid_from', models.DateField(verbose_name='finns från och med')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='stängd från och med')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='organisation.unit', verbose_name='uppgått i')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisation.unit', verbose_name='ligger under')),
            ],
            options={
                'verbose_name': 'enhet',
                'verbose_name_plural': 'enheter',
            },
        ),
        migrations.CreateModel(
            name='UnitLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('depth', models.PositiveSmallIntegerField()),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('ancestor', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='links_down', to='organisation.unit')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='links_up', to='organisation.unit')),
            ],
        ),
        migrations.AddIndex(
            model_name='unit',
            index=models.Index(fields=['sort_key'], name='unit_in_swedish_order'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('key__regex', '^[a-z0-9][a-z0-9._-]*$')), name='unit_key_is_plain', violation_error_message='Nyckeln får bara ha små bokstäver a–z, siffror, punkt, bindestreck och understreck.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('name__regex', '^\\s*$'), _negated=True), name='unit_has_a_name', violation_error_message='Skriv vad enheten heter.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['municipality', 'committee', 'department', 'area', 'school_unit', 'preschool', 'section', 'team'])), name='unit_kind_is_known', violation_error_message='Välj vilket slags enhet det är.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('pk')), _negated=True), _connector='OR'), name='unit_is_not_its_own_parent', violation_error_message='En enhet kan inte ligga under sig själv.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('valid_from')), _connector='OR'), name='unit_closes_after_it_begins', violation_error_message='En enhet kan inte stängas innan den har börjat.'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), ('closed_on__isnull', False), _connector='OR'), name='unit_merged_is_closed', violation_error_message='En enhet som har uppgått i en annan är stängd.'),
        ),
        migrations.AddIndex(
            model_name='unitlink',
            index=models.Index(fields=['ancestor', 'unit'], include=('depth', 'valid_from', 'valid_to'), name='link_downward'),
        ),
        migrations.AddIndex(
            model_name='unitlink',
            index=models.Index(fields=['unit', 'depth'], include=('ancestor', 'valid_from', 'valid_to'), name='link_upward'),
        ),
        migrations.AddConstraint(
            model_name='unitlink',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='link_ends_after_it_begins', violation_error_message='Slutdagen kan inte ligga före startdagen.'),
        ),
        migrations.AddConstraint(
            model_name='unitlink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('depth', 0), ('unit', models.F('ancestor'))), models.Q(('depth__gt', 0), models.Q(('unit', models.F('ancestor')), _negated=True)), _connector='OR'), name='link_makes_no_circle', violation_error_message='En enhet kan inte ligga under sig själv.'),
        ),
        migrations.AddConstraint(
            model_name='unitlink',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('depth', 1)), expressions=[('unit', '='), (organisation.models.unit.DateRange(models.F('valid_from'), models.F('valid_to')), '&&')], name='link_one_parent_at_a_time', violation_error_message='En enhet kan bara ligga på ett ställe i taget.'),
        ),
        migrations.AddConstraint(
            model_name='unitlink',
            constraint=models.UniqueConstraint(condition=models.Q(('valid_to', None)), fields=('unit', 'depth'), name='link_one_ancestor_a_level', violation_error_message='En enhet kan bara ligga på ett ställe i taget.'),
        ),
    ]
