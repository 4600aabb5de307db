"""A case may be restricted to offices; each grant gets an identity, by which it is recalled. The
column is added empty and filled before it is required."""

import uuid6
from django.db import migrations, models

FILL = "UPDATE cases_grant SET public_id = gen_random_uuid() WHERE public_id IS NULL"


class Migration(migrations.Migration):
    dependencies = [("cases", "0018_paper_forms")]

    operations = [
        migrations.AddField(
            "case",
            "is_restricted",
            models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField("grant", "public_id", models.UUIDField(editable=False, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "grant",
            "public_id",
            models.UUIDField(default=uuid6.uuid7, editable=False, unique=True),
        ),
        migrations.AlterField(
            model_name='event',
            name='kind',
            field=models.CharField(choices=[('logged', 'Draft started'), ('submitted', 'Submitted'), ('revised', 'Changed'), ('told', 'Office told'), ('skipped', 'Office skipped'), ('acknowledged', 'Acknowledged'), ('engaged', 'Engaged'), ('declined', 'Not for us'), ('shared', 'Shared more'), ('recalled', 'Recalled'), ('expired', 'Share ended by its time'), ('person_shown', 'Protected person shown'), ('person_hidden', 'Protected person hidden again'), ('touch_added', 'Border added'), ('touch_struck', 'Border struck'), ('touch_fell_away', 'No longer touches the border'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('withdrawn', 'Withdrawn'), ('file_added', 'File added'), ('file_held', 'File held back'), ('file_changed', 'File changed'), ('file_removed', 'File removed'), ('file_restored', 'File brought back'), ('file_opened', 'File opened'), ('proposed', 'Change proposed'), ('proposal_taken', 'Proposal accepted'), ('proposal_refused', 'Proposal declined'), ('proposal_back', 'Proposal taken back'), ('asked', 'Asked'), ('ask_given', 'Agreed'), ('ask_declined', 'Not agreed'), ('hand_offered', 'Offered to another office'), ('hand_declined', 'Offer declined'), ('hand_cancelled', 'Offer taken back'), ('handed_over', 'Handed over'), ('restricted', 'Restricted to offices'), ('opened_up', 'No longer restricted')], max_length=16),
        ),
    ]
