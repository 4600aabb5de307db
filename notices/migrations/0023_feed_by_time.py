from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notices", "0022_feed_and_webhooks")]

    operations = [
        AddIndexConcurrently(
            "feedevent", models.Index(fields=["country", "at"], name="feed_by_time")
        ),
    ]
