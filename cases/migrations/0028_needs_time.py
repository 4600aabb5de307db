"""An office may say that it needs 24 hours."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0027_people_counted'),
    ]

    operations = [
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('logged', 'Draft started'), ('submitted', 'Submitted'), ('revised', 'Changed'), ('told', 'Office told'), ('skipped', 'Office skipped'), ('acknowledged', 'Acknowledged'), ('engaged', 'Engaged'), ('declined', 'Not for us'), ('needs_time', 'Needs 24 hours'), ('shared', 'Shared more'), ('recalled', 'Recalled'), ('expired', 'Share ended by its time'), ('person_shown', 'Protected person shown'), ('person_hidden', 'Protected person hidden again'), ('touch_added', 'Border added'), ('touch_struck', 'Border struck'), ('touch_fell_away', 'No longer touches the border'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('withdrawn', 'Withdrawn'), ('joint_invited', 'Asked to be originator too'), ('joint_accepted', 'Joint originator'), ('joint_declined', 'Not a joint originator'), ('joint_left', 'Joint originator stepped back'), ('file_added', 'File added'), ('file_held', 'File held back'), ('file_changed', 'File changed'), ('file_removed', 'File removed'), ('file_restored', 'File brought back'), ('file_opened', 'File opened'), ('proposed', 'Change proposed'), ('proposal_taken', 'Proposal accepted'), ('proposal_refused', 'Proposal declined'), ('proposal_back', 'Proposal taken back'), ('asked', 'Asked'), ('ask_given', 'Agreed'), ('ask_declined', 'Not agreed'), ('hand_offered', 'Offered to another office'), ('hand_declined', 'Offer declined'), ('hand_cancelled', 'Offer taken back'), ('handed_over', 'Handed over'), ('restricted', 'Restricted to offices'), ('opened_up', 'No longer restricted')], max_length=16),
        ),
    ]
