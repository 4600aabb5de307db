"""Notices tell of messages."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0014_evidence_waits_for_a_signature'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('case_submitted', 'New case'), ('case_shared', 'More was shared'), ('case_recalled', 'Case recalled'), ('case_expired', 'Share ended'), ('handling_changed', 'Handling code changed'), ('asked', 'You are asked'), ('hand_over_offered', 'You are offered a case'), ('hand_over_settled', 'Hand-over settled'), ('case_handed_over', 'Another office leads the case'), ('approval_asked', 'The head is asked to approve'), ('approval_answered', 'The head has answered'), ('ask_answered', 'Your question was answered'), ('case_closed', 'Case closed'), ('joint_invited', 'Asked to be originator too'), ('joint_answered', 'Joint case: answered'), ('case_result', 'Case closed: result reported to you'), ('case_reopened', 'Case reopened'), ('case_withdrawn', 'Case withdrawn'), ('touch_withdrawn', 'No longer touches your border'), ('declined', 'Not for us'), ('needs_time', 'An office needs 24 hours'), ('contributed', 'Something was added'), ('change_proposed', 'A change is proposed'), ('proposal_settled', 'A proposal is settled'), ('operation_invited', 'Asked to take part in an operation'), ('operation_answered', 'Operation: an office answered'), ('operation_changed', 'Plan of an operation changed'), ('operation_started', 'Operation started'), ('operation_ended', 'Operation ended'), ('operation_cancelled', 'Operation cancelled'), ('operation_reported', 'Operation: final report'), ('request_received', 'You are asked for information'), ('request_forwarded', 'A request was passed on'), ('request_acknowledged', 'Your request was acknowledged'), ('request_clarify', 'They ask back about your request'), ('request_clarified', 'What you asked back was answered'), ('request_partly', 'Your request was answered in part'), ('request_answered', 'Your request was answered'), ('request_extended', 'More time for your request'), ('request_refused', 'Your request was refused'), ('request_withdrawn', 'A request to you was withdrawn'), ('request_result', 'What became of your answer'), ('request_ack_soon', 'Request: acknowledge soon'), ('request_due_soon', 'Request: answer soon'), ('request_overdue', 'Request: the time to answer is over'), ('request_still_late', 'Request: still not answered'), ('custody_to_sign', 'Evidence waits for your signature'), ('message', 'New message'), ('escalated_duty', 'Still waiting: officers on duty'), ('escalated_head', 'Still waiting: head of office'), ('escalated_coordinator', 'Still waiting: coordinator')], max_length=24),
        ),
    ]
