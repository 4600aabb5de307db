"""Notices of restricted cases are no partner system's."""

from django.db import migrations


def mark(apps, schema_editor):
    restricted = apps.get_model("cases", "Case").objects.filter(is_restricted=True)
    notices = apps.get_model("notices", "Notice").objects
    notices.filter(subject_reference__in=restricted.values("reference")).update(
        for_office_alone=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0033_meetings_and_patrols"),
        ("notices", "0017_for_office_alone"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
