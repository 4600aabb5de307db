"""Messages stand on requests too; notes for oneself beside a case or a request."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_squashed_0008_code_lists_are_kept'),
        ('cases', '0035_left_typing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('written_at', models.DateTimeField()),
                ('text', models.TextField(max_length=4000, verbose_name='note')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='message',
            name='message_stays',
        ),
        migrations.AddField(
            model_name='message',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='cases.request'),
        ),
        migrations.AlterField(
            model_name='message',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='cases.case'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('request__isnull', False)), fields=['request', 'id'], name='message_request_thread'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='message_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."request_id" IS DISTINCT FROM (NEW."request_id") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='629ca37320e3f50300c4e1f32c7626e6997810dd', operation='UPDATE', pgid='pgtrigger_message_stays_5a34e', table='cases_message', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('request', None)), models.Q(('case', None), ('request__isnull', False)), _connector='OR'), name='message_is_on_a_case_or_a_request', violation_error_message='Give a case or a request.'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('request', None), ('is_to_all', True), _connector='OR'), name='message_on_a_request_is_to_all', violation_error_message='On a request all who see it read every message.'),
        ),
        migrations.AddField(
            model_name='ownnote',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='ownnote',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ownnote',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.request'),
        ),
        migrations.AddIndex(
            model_name='ownnote',
            index=models.Index(fields=['officer', 'case'], name='own_note_of_case'),
        ),
        migrations.AddIndex(
            model_name='ownnote',
            index=models.Index(fields=['officer', 'request'], name='own_note_of_request'),
        ),
        migrations.AddConstraint(
            model_name='ownnote',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='own_note_is_not_empty', violation_error_message='Write the note.'),
        ),
        migrations.AddConstraint(
            model_name='ownnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('request', None)), models.Q(('case', None), ('request__isnull', False)), _connector='OR'), name='own_note_is_on_a_case_or_a_request', violation_error_message='Give a case or a request.'),
        ),
    ]
