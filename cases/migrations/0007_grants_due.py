"""What a worker asks for every half minute: an index of just the shares given for a time, made
without a lock."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0006_grants_end_by_their_time")]

    operations = [
        AddIndexConcurrently(
            model_name="grant",
            index=models.Index(
                condition=models.Q(("ended_at", None), ("expires_at__isnull", False)),
                fields=["expires_at"],
                name="grant_due",
            ),
        ),
    ]
