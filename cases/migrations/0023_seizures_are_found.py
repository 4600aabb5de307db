"""The rules of seizures looked at for the rows that were there; what cases are looked for by is
indexed, without holding anybody up."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("cases", "0022_seizures_in_full")]

    operations = [
        ValidateConstraint("seizure", "seizure_names_its_substance"),
        ValidateConstraint("seizure", "seizure_substance_is_of_its_kind"),
        ValidateConstraint("seizure", "seizure_says_which_species"),
        ValidateConstraint("seizure", "seizure_names_its_firearm"),
        ValidateConstraint("seizure", "seizure_says_what"),
        ValidateConstraint("seizure", "seizure_cash_has_its_value"),
        ValidateConstraint("seizure", "seizure_cash_counts_its_value"),
        ValidateConstraint("seizure", "seizure_value_has_its_currency"),
        ValidateConstraint("seizure", "seizure_gross_is_something"),
        ValidateConstraint("seizure", "seizure_net_is_something"),
        ValidateConstraint("seizure", "seizure_net_is_within_gross"),
        ValidateConstraint("seizure", "seizure_serial_number_is_of_one"),
        ValidateConstraint("seizure", "seizure_lab_result_is_whole"),
        ValidateConstraint("seizure", "seizure_purity_is_a_share"),
        ValidateConstraint("seizure", "seizure_piece_weighs_something"),
        AddIndexConcurrently(
            'seizure',
            models.Index(fields=['kind', 'case'], name='seizure_kind'),
        ),
        AddIndexConcurrently(
            'seizure',
            models.Index(condition=models.Q(('species__isnull', False)), fields=['species'], name='seizure_species'),
        ),
        AddIndexConcurrently(
            'seizure',
            models.Index(condition=models.Q(('firearm_type__isnull', False)), fields=['firearm_type'], name='seizure_firearm_type'),
        ),
        AddIndexConcurrently(
            'seizure',
            models.Index(condition=models.Q(('hs__isnull', False)), fields=['hs'], name='seizure_hs'),
        ),
    ]
