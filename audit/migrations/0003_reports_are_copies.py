"""Who took a report: the index of openings and copies is made anew with them, without a lock."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

BEFORE = ("export_list", "open", "open subject", "open_file")


def _index(name, actions):
    return django.contrib.postgres.indexes.GinIndex(
        condition=models.Q(("action__in", actions)), fields=["object_ids"], name=name
    )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("audit", "0002_openings")]

    operations = [
        AddIndexConcurrently("entry", _index("audit_openings_copies", (*BEFORE, "report"))),
        RemoveIndexConcurrently("entry", "audit_openings"),
    ]
