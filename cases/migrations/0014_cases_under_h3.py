"""What every search of words asks for: the few cases under a restriction, in an index made without
a lock."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0013_handling_codes_bind")]

    operations = [
        AddIndexConcurrently(
            model_name="case",
            index=models.Index(
                condition=models.Q(("handling_code", "H3")), fields=["id"], name="case_under_h3"
            ),
        ),
    ]
