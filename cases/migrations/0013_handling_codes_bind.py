"""Confirmations of restrictions (H3), and what readers ask of the office that logged a case."""

import django.db.models.deletion
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_office_on_earth'),
        ('cases', '0012_proposals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('export', 'Take a copy'), ('pass_on', 'Pass it on'), ('more', 'See more')], max_length=7)),
                ('export_purpose', models.CharField(blank=True, max_length=13)),
                ('level', models.CharField(blank=True, choices=[('headline', 'Headline'), ('full', 'Full'), ('contribute', 'Contribute'), ('originator', 'Originator')], max_length=10)),
                ('purpose', models.CharField(max_length=300)),
                ('asked_at', models.DateTimeField()),
                ('handling_version', models.PositiveIntegerField()),
                ('answer', models.CharField(blank=True, choices=[('given', 'agreed'), ('declined', 'declined')], max_length=8)),
                ('answered_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('lapsed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HandlingConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='case',
            name='handling_version',
            field=models.PositiveIntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='casecopy',
            name='purpose',
            field=models.CharField(choices=[('intelligence', 'Intelligence analysis'), ('investigation', 'Investigation or operation'), ('reporting', 'Reporting inside the own service'), ('statistics', 'Statistics'), ('court', 'Use in court')], max_length=20),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('logged', 'Draft started'), ('submitted', 'Submitted'), ('revised', 'Changed'), ('told', 'Office told'), ('skipped', 'Office skipped'), ('acknowledged', 'Acknowledged'), ('engaged', 'Engaged'), ('declined', 'Not for us'), ('shared', 'Shared more'), ('recalled', 'Recalled'), ('expired', 'Share ended by its time'), ('person_shown', 'Protected person shown'), ('person_hidden', 'Protected person hidden again'), ('touch_added', 'Border added'), ('touch_struck', 'Border struck'), ('touch_fell_away', 'No longer touches the border'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('withdrawn', 'Withdrawn'), ('file_added', 'File added'), ('file_held', 'File held back'), ('file_changed', 'File changed'), ('file_removed', 'File removed'), ('file_restored', 'File brought back'), ('file_opened', 'File opened'), ('proposed', 'Change proposed'), ('proposal_taken', 'Proposal accepted'), ('proposal_refused', 'Proposal declined'), ('proposal_back', 'Proposal taken back'), ('asked', 'Asked'), ('ask_given', 'Agreed'), ('ask_declined', 'Not agreed')], max_length=16),
        ),
        migrations.AddField(
            model_name='ask',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ask',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ask',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='cases.case'),
        ),
        migrations.AddField(
            model_name='ask',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.country'),
        ),
        migrations.AddField(
            model_name='ask',
            name='office',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.office'),
        ),
        migrations.AddField(
            model_name='ask',
            name='to_country',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.country'),
        ),
        migrations.AddField(
            model_name='ask',
            name='to_office',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.office'),
        ),
        migrations.AddField(
            model_name='handlingconfirmation',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='cases.case'),
        ),
        migrations.AddField(
            model_name='handlingconfirmation',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.UniqueConstraint(condition=models.Q(('answer', ''), ('kind', 'export'), ('lapsed_at', None)), fields=('case', 'country', 'office', 'export_purpose'), name='one_open_ask_for_a_copy', nulls_distinct=False, violation_error_message='Your office has asked for that already.'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.UniqueConstraint(condition=models.Q(('answer', ''), ('kind', 'pass_on'), ('lapsed_at', None)), fields=('case', 'country', 'to_country', 'to_office'), name='one_open_ask_to_pass_on', nulls_distinct=False, violation_error_message='Your country has asked for that already.'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.UniqueConstraint(condition=models.Q(('answer', ''), ('kind', 'more'), ('lapsed_at', None)), fields=('case', 'country'), name='one_open_ask_for_more', violation_error_message='Your country has asked for that already.'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', ''), _negated=True), name='ask_has_a_purpose', violation_error_message='Say what for.'),
        ),
        migrations.AddConstraint(
            model_name='ask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='declined_ask_has_a_reason', violation_error_message='Say why not.'),
        ),
        migrations.AddConstraint(
            model_name='handlingconfirmation',
            constraint=models.UniqueConstraint(fields=('case', 'officer', 'version'), name='one_confirmation_per_version'),
        ),
    ]
