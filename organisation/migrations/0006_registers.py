import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0005_periods'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('units', 'Enheter'), ('people', 'Personer')], max_length=10, verbose_name='slag')),
                ('state', models.CharField(choices=[('preview', 'Väntar på att läsas in'), ('applied', 'Inläst'), ('discarded', 'Borttagen')], default='preview', max_length=10, verbose_name='läge')),
                ('filename', models.CharField(max_length=200, verbose_name='fil')),
                ('created_at', models.DateTimeField(verbose_name='uppladdad')),
                ('starts_on', models.DateField(verbose_name='gäller från och med')),
                ('rows', models.JSONField(default=list)),
                ('found', models.JSONField(default=dict)),
                ('summary', models.JSONField(default=dict)),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='inläst')),
                ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inläst av')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uppladdad av')),
            ],
            options={
                'verbose_name': 'inläst register',
                'verbose_name_plural': 'inlästa register',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['units', 'people'])), name='register_kind_is_known', violation_error_message='Välj om registret gäller enheter eller personer.'), models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', False), ('applied_by__isnull', False), ('state', 'applied')), models.Q(models.Q(('state', 'applied'), _negated=True), ('applied_at', None), ('applied_by', None)), _connector='OR'), name='register_applied_by_someone', violation_error_message='Ett inläst register har en dag och en person.'), models.CheckConstraint(condition=models.Q(('state', 'preview'), ('rows', []), _connector='OR'), name='register_keeps_no_rows', violation_error_message='Raderna töms när registret är inläst eller borttaget.')],
            },
        ),
    ]
