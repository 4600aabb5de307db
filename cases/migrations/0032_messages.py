"""Messages between the offices that see a case in full."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0002_squashed_0008_code_lists_are_kept'),
        ('cases', '0031_two_officers_at_parts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('written_at', models.DateTimeField()),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('text', models.TextField(max_length=4000, verbose_name='message')),
                ('is_to_all', models.BooleanField(default=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='cases.case')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.office')),
                ('readers', models.ManyToManyField(related_name='+', to='agencies.office')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MessageRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='cases.message')),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.office')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MessageTranslation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('text', models.TextField(max_length=8000, verbose_name='translation')),
                ('kind', models.CharField(choices=[('human', 'translated by a person'), ('machine', 'translated by a machine')], max_length=7)),
                ('made_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='cases.message')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['case', 'id'], name='message_thread'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='message_is_not_empty', violation_error_message='Write the message.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='message_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."office_id" IS DISTINCT FROM (NEW."office_id") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ef1bc2ed7608717480db188e89574d5a0efd8f8b', operation='UPDATE', pgid='pgtrigger_message_stays_5a34e', table='cases_message', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='messageread',
            constraint=models.UniqueConstraint(fields=('message', 'officer'), name='message_is_first_read_once'),
        ),
        migrations.AddConstraint(
            model_name='messagetranslation',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='translation_is_not_empty', violation_error_message='Write the translation.'),
        ),
        migrations.AddConstraint(
            model_name='messagetranslation',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'machine')), fields=('message', 'language'), name='one_machine_translation_per_language', violation_error_message='A machine has translated it into that language.'),
        ),
    ]
