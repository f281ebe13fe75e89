import django.db.models.functions.text
import organisation.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(error_messages={'unique': 'Det finns redan en person med den e-postadressen.'}, max_length=254, unique=True, verbose_name='e-post')),
                ('first_name', models.CharField(blank=True, max_length=80, verbose_name='förnamn')),
                ('last_name', models.CharField(blank=True, max_length=80, verbose_name='efternamn')),
                ('sort_key', organisation.models.fields.SortKeyField(of=('last_name', 'first_name', 'email'))),
                ('language', models.CharField(choices=[('sv', 'Svenska'), ('en', 'English')], default='sv', max_length=10, verbose_name='språk')),
                ('is_active', models.BooleanField(default=True, verbose_name='får logga in')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='påhittad person')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='uppgifterna raderade')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'personer',
                'indexes': [models.Index(fields=['sort_key'], name='user_in_swedish_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='user_email_in_small_letters', violation_error_message='E-postadressen skrivs med små bokstäver.'), models.CheckConstraint(condition=models.Q(('erased_at', None), ('is_active', False), _connector='OR'), name='user_erased_cannot_sign_in', violation_error_message='Den som är raderad kan inte logga in.')],
            },
        ),
    ]
