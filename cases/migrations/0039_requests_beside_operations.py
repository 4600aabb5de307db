import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """A request is attached to an operation as a case is: one row for either."""

    dependencies = [
        ("cases", "0038_attachments_of_answers"),
    ]

    operations = [
        migrations.RenameModel(old_name="OperationCase", new_name="OperationRecord"),
        migrations.AlterField(
            model_name="operationrecord",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="operationrecord",
            name="request",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="cases.request",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationrecord",
            constraint=models.UniqueConstraint(
                condition=Q(("ended_at", None)),
                fields=("operation", "request", "office"),
                name="request_attached_once_by_an_office",
            ),
        ),
        migrations.AddConstraint(
            model_name="operationrecord",
            constraint=models.CheckConstraint(
                condition=Q(("case__isnull", False), ("request", None))
                | Q(("case", None), ("request__isnull", False)),
                name="operation_record_is_one",
            ),
        ),
    ]
