"""Notices are acknowledged by short codes too; an office may say that it needs 24 hours."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0008_code_lists_are_kept'),
        ('notices', '0009_the_life_of_a_case'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ShortCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('sheet', models.UUIDField(db_index=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Tries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('since', models.DateTimeField(db_index=True)),
                ('count', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'tries',
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_acknowledged_by_somebody',
        ),
        migrations.AddField(
            model_name='notice',
            name='acknowledged_by_code',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='notice',
            name='delayed_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('case_submitted', 'New case'), ('case_shared', 'More was shared'), ('case_recalled', 'Case recalled'), ('case_expired', 'Share ended'), ('handling_changed', 'Handling code changed'), ('asked', 'You are asked'), ('hand_over_offered', 'You are offered a case'), ('hand_over_settled', 'Hand-over settled'), ('case_handed_over', 'Another office leads the case'), ('approval_asked', 'The head is asked to approve'), ('approval_answered', 'The head has answered'), ('ask_answered', 'Your question was answered'), ('case_closed', 'Case closed'), ('joint_invited', 'Asked to be originator too'), ('joint_answered', 'Joint case: answered'), ('case_result', 'Case closed: result reported to you'), ('case_reopened', 'Case reopened'), ('case_withdrawn', 'Case withdrawn'), ('touch_withdrawn', 'No longer touches your border'), ('declined', 'Not for us'), ('needs_time', 'An office needs 24 hours'), ('contributed', 'Something was added'), ('change_proposed', 'A change is proposed'), ('proposal_settled', 'A proposal is settled'), ('escalated_duty', 'Still waiting: officers on duty'), ('escalated_head', 'Still waiting: head of office'), ('escalated_coordinator', 'Still waiting: coordinator')], max_length=24),
        ),
        # The next migration looks at the rows there are, without keeping anybody waiting.
        AddConstraintNotValid(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_by_code', False)), models.Q(('acknowledged_by__isnull', False), ('acknowledged_by_code', False)), models.Q(('acknowledged_at__isnull', False), ('acknowledged_by', None), ('acknowledged_by_code', True)), _connector='OR'), name='notice_acknowledged_by_person_or_code'),
        ),
        migrations.AddField(
            model_name='shortcode',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='shortcode',
            name='mailed_with',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mailed_code', to='notices.notice'),
        ),
        migrations.AddField(
            model_name='shortcode',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='notices.notice'),
        ),
        migrations.AddField(
            model_name='shortcode',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.office'),
        ),
        migrations.AddField(
            model_name='shortcode',
            name='used_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='notices.notice'),
        ),
        migrations.AddIndex(
            model_name='shortcode',
            index=models.Index(fields=['office', '-made_at'], name='code_of_office'),
        ),
        migrations.AddConstraint(
            model_name='shortcode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mailed_with__isnull', False), ('notice__isnull', False), ('sheet', None)), models.Q(('made_by__isnull', False), ('mailed_with', None), ('notice', None), ('sheet__isnull', False)), _connector='OR'), name='code_is_mailed_or_printed'),
        ),
        migrations.AddConstraint(
            model_name='shortcode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('used_at', None), ('used_for', None)), models.Q(('used_at__isnull', False), ('used_for__isnull', False)), _connector='OR'), name='code_is_used_for_a_notice'),
        ),
    ]
