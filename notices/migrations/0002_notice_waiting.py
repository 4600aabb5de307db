"""The badge of every page counts what waits: an index of just those, made without a lock."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notices", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="notice",
            index=models.Index(
                condition=models.Q(
                    ("acknowledged_at", None), ("needs_acknowledgement", True), ("withdrawn_at", None)
                ),
                fields=["office"],
                name="notice_waiting",
            ),
        ),
    ]
