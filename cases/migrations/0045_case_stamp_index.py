from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody waits while a large table is indexed."""

    atomic = False

    dependencies = [("cases", "0044_case_stamp")]

    operations = [
        AddIndexConcurrently("case", models.Index(fields=["updated_at"], name="case_updated")),
    ]
