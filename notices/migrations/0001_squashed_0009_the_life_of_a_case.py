import django.db.models.deletion
import django.db.models.functions.datetime
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('notices', '0001_initial'), ('notices', '0002_notice_waiting'), ('notices', '0003_share_ended'), ('notices', '0004_proposals'), ('notices', '0005_asked_and_answered'), ('notices', '0006_contributed'), ('notices', '0007_handed_over'), ('notices', '0008_approvals'), ('notices', '0009_the_life_of_a_case')]

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('case_submitted', 'New case'), ('case_shared', 'More was shared'), ('case_recalled', 'Case recalled'), ('case_expired', 'Share ended'), ('handling_changed', 'Handling code changed'), ('asked', 'You are asked'), ('hand_over_offered', 'You are offered a case'), ('hand_over_settled', 'Hand-over settled'), ('case_handed_over', 'Another office leads the case'), ('approval_asked', 'The head is asked to approve'), ('approval_answered', 'The head has answered'), ('ask_answered', 'Your question was answered'), ('case_closed', 'Case closed'), ('joint_invited', 'Asked to be originator too'), ('joint_answered', 'Joint case: answered'), ('case_result', 'Case closed: result reported to you'), ('case_reopened', 'Case reopened'), ('case_withdrawn', 'Case withdrawn'), ('touch_withdrawn', 'No longer touches your border'), ('declined', 'Not for us'), ('contributed', 'Something was added'), ('change_proposed', 'A change is proposed'), ('proposal_settled', 'A proposal is settled'), ('escalated_duty', 'Still waiting: officers on duty'), ('escalated_head', 'Still waiting: head of office'), ('escalated_coordinator', 'Still waiting: coordinator')], max_length=24)),
                ('urgency', models.CharField(choices=[('flash', 'Flash'), ('urgent', 'Urgent'), ('priority', 'Priority'), ('routine', 'Routine')], default='routine', max_length=8)),
                ('subject_reference', models.CharField(max_length=40)),
                ('link', models.CharField(max_length=200)),
                ('event_key', models.CharField(max_length=120)),
                ('created_at', models.DateTimeField(db_index=True)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('needs_acknowledgement', models.BooleanField(default=False)),
                ('acknowledge_by', models.DateTimeField(null=True)),
                ('acknowledged_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('escalation_level', models.PositiveSmallIntegerField(default=0)),
                ('next_escalation_at', models.DateTimeField(null=True)),
                ('acknowledged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='climbs', to='notices.notice')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='agencies.office')),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['office', '-id'], name='notice_inbox'), models.Index(fields=['subject_reference'], name='notice_subject'), models.Index(condition=models.Q(('acknowledged_at', None), ('needs_acknowledgement', True), ('withdrawn_at', None)), fields=['next_escalation_at'], name='notice_silent'), models.Index(condition=models.Q(('acknowledged_at', None), ('needs_acknowledgement', True), ('withdrawn_at', None)), fields=['office'], name='notice_waiting')],
                'constraints': [models.UniqueConstraint(fields=('office', 'event_key'), name='one_notice_per_office_and_event'), models.CheckConstraint(condition=models.Q(('acknowledged_at', None), ('acknowledged_by__isnull', False), _connector='OR'), name='notice_acknowledged_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('inbox', 'inbox'), ('email', 'e-mail')], max_length=8)),
                ('dedupe_key', models.CharField(max_length=200, unique=True)),
                ('state', models.CharField(choices=[('due', 'queued'), ('leased', 'being delivered'), ('delivered', 'delivered'), ('dead', 'given up')], default='due', max_length=9)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('lease_token', models.UUIDField(null=True)),
                ('leased_until', models.DateTimeField(null=True)),
                ('last_error', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('delivered_at', models.DateTimeField(null=True)),
                ('officer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.notice')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'due')), fields=['next_at'], name='delivery_due'), models.Index(condition=models.Q(('state', 'leased')), fields=['leased_until'], name='delivery_leased'), models.Index(condition=models.Q(('state', 'dead')), fields=['state'], name='delivery_dead')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'leased'), _negated=True), models.Q(('lease_token__isnull', False), ('leased_until__isnull', False)), _connector='OR'), name='leased_delivery_has_a_lease'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'inbox'), ('officer', None)), ('officer__isnull', False), _connector='OR'), name='inbox_is_the_offices_mail_is_a_persons')],
            },
        ),
        migrations.CreateModel(
            name='NoticeRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reads', to='notices.notice')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at'],
                'constraints': [models.UniqueConstraint(fields=('notice', 'officer'), name='one_read_per_officer')],
            },
        ),
    ]
