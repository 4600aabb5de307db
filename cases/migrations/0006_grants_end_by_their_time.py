"""A grant may end by its time. Both columns are added empty: no row is rewritten."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_office_on_earth'),
        ('cases', '0005_protected_people_one_by_one'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='casegrouppermission',
            name='expires_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='grant',
            name='expires_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('logged', 'Draft started'), ('submitted', 'Submitted'), ('revised', 'Changed'), ('told', 'Office told'), ('skipped', 'Office skipped'), ('acknowledged', 'Acknowledged'), ('engaged', 'Engaged'), ('declined', 'Not for us'), ('shared', 'Shared more'), ('recalled', 'Recalled'), ('expired', 'Share ended by its time'), ('person_shown', 'Protected person shown'), ('person_hidden', 'Protected person hidden again'), ('touch_added', 'Border added'), ('touch_struck', 'Border struck'), ('touch_fell_away', 'No longer touches the border'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('withdrawn', 'Withdrawn')], max_length=16),
        ),
    ]
