"""The rows there are keep the rule of who acknowledged."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0010_short_codes"),
    ]

    operations = [
        ValidateConstraint("notice", "notice_acknowledged_by_person_or_code"),
    ]
