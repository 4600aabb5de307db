from django.db import migrations


def what_stands(apps, schema_editor):
    """The history begins with what stands."""
    change = apps.get_model("roadmap", "IndicatorChange")
    figures = apps.get_model("roadmap", "Figure").objects.filter(stated_by__isnull=False)
    for one in figures:
        said = {"indicator_id": one.indicator_id, "country_id": one.country_id}
        said |= {"period": one.period, "value": one.value, "reason": one.reason}
        said |= {"document": one.document}
        change.objects.create(kind="stated", by_id=one.stated_by_id, at=one.stated_at, **said)
        if one.verified_by_id is not None:
            change.objects.create(
                kind="verified", by_id=one.verified_by_id, at=one.verified_at, **said
            )
    for one in apps.get_model("roadmap", "Target").objects.all():
        change.objects.create(
            kind="target",
            indicator_id=one.indicator_id,
            country_id=one.country_id,
            value=one.value,
            due_on=one.by,
            baseline=one.baseline,
            baseline_on=one.baseline_on,
            by_id=one.set_by_id,
            at=one.set_at,
        )


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0017_indicator_changes")]

    operations = [migrations.RunPython(what_stands, migrations.RunPython.noop)]
