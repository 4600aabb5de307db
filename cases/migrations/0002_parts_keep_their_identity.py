"""Subjects and seizures get an identity that outlives edits, a place in their list, and a mark
instead of being deleted. Columns are added empty and filled before they are required."""

import django.db.models.deletion
import uuid6
from django.conf import settings
from django.db import migrations, models

PARTS = ("subject", "seizure")

FILL = """
UPDATE cases_{part} AS part
SET public_id = gen_random_uuid(), position = numbered.number
FROM (
    SELECT id, row_number() OVER (PARTITION BY case_id ORDER BY id) AS number FROM cases_{part}
) AS numbered
WHERE numbered.id = part.id
"""


def added(part: str) -> list[migrations.operations.base.Operation]:
    officer = models.ForeignKey(
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )
    return [
        migrations.AlterModelOptions(name=part, options={"ordering": ["position", "pk"]}),
        migrations.AddField(part, "public_id", models.UUIDField(editable=False, null=True)),
        migrations.AddField(
            part, "position", models.PositiveSmallIntegerField(default=0, editable=False)
        ),
        migrations.AddField(part, "removed_at", models.DateTimeField(editable=False, null=True)),
        migrations.AddField(part, "removed_by", officer),
        migrations.RunSQL(FILL.format(part=part), migrations.RunSQL.noop),
        migrations.AlterField(
            part,
            "public_id",
            models.UUIDField(default=uuid6.uuid7, editable=False, unique=True),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [operation for part in PARTS for operation in added(part)]
