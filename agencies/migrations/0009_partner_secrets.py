import uuid6
from django.db import migrations, models


def give_ids(apps, schema_editor):
    partner = apps.get_model("agencies", "Partner")
    for row in partner.objects.filter(public_id=None):
        row.public_id = uuid6.uuid7()
        row.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("agencies", "0008_code_lists_are_kept")]

    operations = [
        migrations.AddField("partner", "public_id", models.UUIDField(editable=False, null=True)),
        migrations.AddField(
            "partner", "stopped_reason", models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            "partner",
            "secret_before",
            models.CharField(blank=True, default="", editable=False, max_length=255),
            preserve_default=False,
        ),
        migrations.AddField(
            "partner", "secret_before_until", models.DateTimeField(editable=False, null=True)
        ),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            "partner",
            "public_id",
            models.UUIDField(default=uuid6.uuid7, editable=False, unique=True),
        ),
    ]
