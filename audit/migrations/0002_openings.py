"""Who opened a case: an index of just those rows, made without a lock."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("audit", "0001_initial")]

    operations = [
        AddIndexConcurrently(
            model_name="entry",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("action__in", ("export_list", "open", "open subject", "open_file"))),
                fields=["object_ids"],
                name="audit_openings",
            ),
        ),
    ]
