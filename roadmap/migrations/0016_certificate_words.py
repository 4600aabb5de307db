from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def as_they_stand(apps, schema_editor):
    certificate = apps.get_model("roadmap", "Certificate")
    trainee = apps.get_model("roadmap", "Trainee")
    near = trainee.objects.filter(pk=OuterRef("trainee"))
    names = {
        "course": "session__course__title",
        "subject": "session__course__subject",
        "place": "session__place",
        "starts": "session__starts",
        "ends": "session__ends",
    }
    certificate.objects.update(
        **{name: Subquery(near.values(path)[:1]) for name, path in names.items()}
    )


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0015_lessons")]

    operations = [
        migrations.AddField("certificate", "course", models.CharField(default="", max_length=200)),
        migrations.AddField("certificate", "subject", models.CharField(default="", max_length=120)),
        migrations.AddField("certificate", "place", models.CharField(default="", max_length=200)),
        migrations.AddField("certificate", "starts", models.DateField(null=True)),
        migrations.AddField("certificate", "ends", models.DateField(null=True)),
        migrations.RunPython(as_they_stand, migrations.RunPython.noop),
        migrations.AlterField("certificate", "course", models.CharField(max_length=200)),
        migrations.AlterField("certificate", "subject", models.CharField(max_length=120)),
        migrations.AlterField("certificate", "place", models.CharField(max_length=200)),
        migrations.AlterField("certificate", "starts", models.DateField()),
        migrations.AlterField("certificate", "ends", models.DateField()),
    ]
