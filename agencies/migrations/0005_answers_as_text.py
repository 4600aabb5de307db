from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_office_and_crossing_history"),
    ]

    operations = [
        migrations.AlterField(
            model_name="idempotencykey",
            name="body",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
