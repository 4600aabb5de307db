
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0041_files_with_a_checksum'),
    ]

    operations = [
        migrations.AddField(
            model_name='approval',
            name='stood',
            field=models.CharField(blank=True, editable=False, max_length=40),
        ),
        migrations.AddField(
            model_name='subject',
            name='stays_protected',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('logged', 'Draft started'), ('submitted', 'Submitted'), ('revised', 'Changed'), ('told', 'Office told'), ('skipped', 'Office skipped'), ('acknowledged', 'Acknowledged'), ('engaged', 'Engaged'), ('declined', 'Not for us'), ('needs_time', 'Needs 24 hours'), ('shared', 'Shared more'), ('recalled', 'Recalled'), ('expired', 'Share ended by its time'), ('person_shown', 'Protected person shown'), ('person_hidden', 'Protected person hidden again'), ('unprotected', 'Protection of a person lifted'), ('touch_added', 'Border added'), ('touch_struck', 'Border struck'), ('touch_fell_away', 'No longer touches the border'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('withdrawn', 'Withdrawn'), ('joint_invited', 'Asked to be originator too'), ('joint_accepted', 'Joint originator'), ('joint_declined', 'Not a joint originator'), ('joint_left', 'Joint originator stepped back'), ('file_added', 'File added'), ('file_held', 'File held back'), ('file_changed', 'File changed'), ('file_removed', 'File removed'), ('file_restored', 'File brought back'), ('file_opened', 'File opened'), ('proposed', 'Change proposed'), ('proposal_taken', 'Proposal accepted'), ('proposal_refused', 'Proposal declined'), ('proposal_back', 'Proposal taken back'), ('asked', 'Asked'), ('ask_given', 'Agreed'), ('ask_declined', 'Not agreed'), ('hand_offered', 'Offered to another office'), ('hand_declined', 'Offer declined'), ('hand_cancelled', 'Offer taken back'), ('handed_over', 'Handed over'), ('restricted', 'Restricted to offices'), ('opened_up', 'No longer restricted'), ('rq_asked', 'Another office was asked'), ('rq_acknowledged', 'Request acknowledged'), ('rq_clarify', 'Request: asked back'), ('rq_clarified', 'Request: clarified'), ('rq_partly', 'Request answered in part'), ('rq_answered', 'Request answered'), ('rq_extended', 'Request: more time was taken'), ('rq_refused', 'Request refused'), ('rq_withdrawn', 'Request withdrawn'), ('rq_reopened', 'Request asked again'), ('rq_result', 'Request: result reported'), ('rq_forwarded', 'Request passed on'), ('rq_needs_time', 'Request: 24 hours are needed'), ('rq_taken_back', 'Request: an attachment was taken back'), ('attached', 'Attached to an answer'), ('attached_back', 'Attachment taken back')], max_length=16),
        ),
    ]
