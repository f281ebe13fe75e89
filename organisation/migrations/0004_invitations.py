import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_assignments'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(verbose_name='inbjuden')),
                ('expires_at', models.DateTimeField(verbose_name='gäller till')),
                ('letters', models.PositiveSmallIntegerField(default=0, verbose_name='antal brev')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='besvarad')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='återkallad')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inbjuden av')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'inbjudan',
                'verbose_name_plural': 'inbjudningar',
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='invitation_expires_after_it_is_made', violation_error_message='Inbjudan måste gälla en tid framåt.'), models.CheckConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None), _connector='OR'), name='invitation_accepted_or_revoked', violation_error_message='En inbjudan är antingen besvarad eller återkallad.'), models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None)), fields=('user',), name='invitation_one_a_person', violation_error_message='Personen har redan en inbjudan som väntar.')],
            },
        ),
    ]
