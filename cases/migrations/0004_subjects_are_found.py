"""What subjects are found by: filled for the rows that were there, then indexed, without holding
anybody up."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations

from cases.subjectkeys import identifier_keys, names_key

BATCH = 2000


def fill(apps, schema_editor):
    Subject = apps.get_model("cases", "Subject")
    batch = []
    for subject in Subject.objects.order_by("pk").iterator(BATCH):
        subject.names_key = names_key(subject)
        subject.identifier_keys = identifier_keys(subject)
        batch.append(subject)
        if len(batch) == BATCH:
            Subject.objects.bulk_update(batch, ["names_key", "identifier_keys"])
            batch = []
    Subject.objects.bulk_update(batch, ["names_key", "identifier_keys"])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0003_subjects_in_full")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        ValidateConstraint("subject", "subject_is_known"),
        ValidateConstraint("subject", "subject_has_one_age"),
        AddIndexConcurrently(
            "subject",
            GinIndex(fields=["names_key"], name="subject_names", opclasses=["gin_trgm_ops"]),
        ),
        AddIndexConcurrently(
            "subject", GinIndex(fields=["identifier_keys"], name="subject_identifiers")
        ),
    ]
