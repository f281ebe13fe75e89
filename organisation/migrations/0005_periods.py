from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0004_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('school_year', 'Läsår'), ('calendar_year', 'Kalenderår'), ('half_year', 'Halvår'), ('tertial', 'Tertial'), ('month', 'Månad'), ('free', 'Egen period')], max_length=20, verbose_name='slag')),
                ('starts_on', models.DateField(verbose_name='från och med')),
                ('ends_on', models.DateField(verbose_name='till och med')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='namn')),
            ],
            options={
                'verbose_name': 'period',
                'verbose_name_plural': 'perioder',
                'ordering': ['starts_on', 'ends_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['school_year', 'calendar_year', 'half_year', 'tertial', 'month', 'free'])), name='period_kind_is_known', violation_error_message='Välj vilket slags period det är.'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='period_ends_after_it_begins', violation_error_message='Periodens sista dag kan inte ligga före den första.'), models.CheckConstraint(condition=models.Q(('kind', 'free'), ('name', ''), _connector='XOR'), name='period_of_ones_own_has_a_name', violation_error_message='En egen period behöver ett namn.'), models.UniqueConstraint(fields=('kind', 'starts_on', 'ends_on', 'name'), name='period_only_once', violation_error_message='Den perioden finns redan.')],
            },
        ),
    ]
