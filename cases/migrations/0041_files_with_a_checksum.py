"""A file may be announced with its checksum; a file taken along stands among the copies."""

import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0040_requests_need_time'),
    ]

    # The columns are new: every row keeps to the rules from the start.
    operations = [
        migrations.AddField(
            model_name='casecopy',
            name='file',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='cases.casefile'),
        ),
        migrations.AddField(
            model_name='casefile',
            name='checksum',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AlterField(
            model_name='casecopy',
            name='kind',
            field=models.CharField(choices=[('pdf', 'Report (PDF)'), ('docx', 'Report (Word)'), ('csv', 'List (CSV)'), ('xlsx', 'List (XLSX)'), ('file', 'File of the case')], max_length=4),
        ),
        migrations.AlterField(
            model_name='casefile',
            name='fault',
            field=models.CharField(blank=True, choices=[('type', 'Files of this type are not taken'), ('damaged', 'The file is damaged'), ('too_large', 'The file unpacks to more than is allowed'), ('locked', 'The file is locked with a password'), ('macros', 'The file holds macros or other programs'), ('malware', 'The scanner found malware'), ('scanner', 'The scanner could not say that it is clean'), ('checksum', 'What arrived is not what was sent'), ('unchecked', 'The file could not be checked')], editable=False, max_length=9),
        ),
        AddConstraintNotValid(
            model_name='casecopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('kind', 'file')), models.Q(models.Q(('kind', 'file'), _negated=True), ('file__isnull', True)), _connector='OR'), name='copy_of_a_file_names_it'),
        ),
        AddConstraintNotValid(
            model_name='casefile',
            constraint=models.CheckConstraint(condition=models.Q(('checksum', ''), ('checksum__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='file_checksum_is_sha256', violation_error_message='A checksum is a SHA-256 in 64 hexadecimal digits.'),
        ),
    ]
