"""Seizures as full records: of which kind, what is known of each kind, what the laboratory said. The
rules are added without looking at the old rows, which cannot break them, and looked at in 0023."""

import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

FILL = """
UPDATE cases_seizure AS seizure
SET kind = CASE code.list_id WHEN 'precursors' THEN 'precursor' ELSE 'drug' END
FROM agencies_code AS code
WHERE code.id = seizure.substance_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0006_office_on_earth'),
        ('cases', '0021_approvals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='seizure',
            name='seizure_says_what',
        ),
        migrations.AddField(
            model_name='seizure',
            name='calibre',
            field=models.CharField(blank=True, max_length=40, verbose_name='calibre'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='cites_appendix',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='CITES appendix'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='cites_purpose',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='CITES purpose'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='cites_source',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='CITES source'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='cites_term',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='CITES term'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='concealment',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='how it was hidden'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='currency',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='currency'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='detection',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='how it was detected'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='firearm_type',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='type'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='form',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='form'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='gross_kg',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.000001'))], verbose_name='gross weight in kg'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='hs',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='HS code'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='kind',
            field=models.CharField(choices=[('drug', 'Drug'), ('precursor', 'Precursor chemical'), ('wildlife', 'Wildlife'), ('timber', 'Timber'), ('firearm', 'Firearm or ammunition'), ('cash', 'Cash'), ('goods', 'Other goods')], default='goods', max_length=9),
        ),
        migrations.AddField(
            model_name='seizure',
            name='lab_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='seizure',
            name='lab_by',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seizure',
            name='lab_finding',
            field=models.CharField(blank=True, max_length=300, verbose_name='finding'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='lab_on',
            field=models.DateField(null=True, verbose_name='date of the report'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='lab_purity',
            field=models.DecimalField(decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01')), django.core.validators.MaxValueValidator(100)], verbose_name='purity in per cent'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='lab_report',
            field=models.CharField(blank=True, max_length=60, verbose_name='number of the report'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='lab_unit_mg',
            field=models.DecimalField(decimal_places=3, max_digits=11, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.001'))], verbose_name='weight of one piece in mg'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='laboratory',
            field=models.CharField(blank=True, max_length=120, verbose_name='laboratory'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='make',
            field=models.CharField(blank=True, max_length=80, verbose_name='make and model'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='net_kg',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.000001'))], verbose_name='net weight in kg'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='note',
            field=models.CharField(blank=True, max_length=300, verbose_name='note'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='serial_number',
            field=models.CharField(blank=True, max_length=60, verbose_name='serial number'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='species',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='species'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='transport',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='means of transport'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='value',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=13, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='value'),
        ),
        migrations.AddField(
            model_name='seizure',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='seizure',
            name='goods',
            field=models.CharField(blank=True, max_length=120, verbose_name='in words'),
        ),
        migrations.AlterField(
            model_name='seizure',
            name='quantity',
            field=models.DecimalField(decimal_places=3, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.001'))], verbose_name='quantity'),
        ),
        migrations.AlterField(
            model_name='seizure',
            name='substance',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='substance'),
        ),
        migrations.AlterField(
            model_name='seizure',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.code', verbose_name='unit'),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['drug', 'precursor']), _negated=True), ('substance__isnull', False), _connector='OR'), name='seizure_names_its_substance', violation_error_message='Choose the substance.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['drug', 'precursor']), ('substance', None), _connector='OR'), name='seizure_substance_is_of_its_kind', violation_error_message='Only drugs and precursors are a listed substance.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['wildlife', 'timber']), _negated=True), ('species__isnull', False), models.Q(('goods', ''), _negated=True), _connector='OR'), name='seizure_says_which_species', violation_error_message='Choose the species, or say in words what it is.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'firearm'), _negated=True), ('firearm_type__isnull', False), _connector='OR'), name='seizure_names_its_firearm', violation_error_message='Choose the type of firearm.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'goods'), _negated=True), ('hs__isnull', False), models.Q(('goods', ''), _negated=True), _connector='OR'), name='seizure_says_what', violation_error_message='Say what was found.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cash'), _negated=True), models.Q(('currency__isnull', False), ('value__isnull', False)), _connector='OR'), name='seizure_cash_has_its_value', violation_error_message='Cash needs its amount and its currency.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cash'), _negated=True), models.Q(('quantity', models.F('value')), ('unit', models.F('currency'))), _connector='OR'), name='seizure_cash_counts_its_value'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('currency', None), ('value', None)), models.Q(('currency__isnull', False), ('value__gt', 0)), _connector='OR'), name='seizure_value_has_its_currency', violation_error_message='A value needs its currency, and a currency its value.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('gross_kg', None), ('gross_kg__gt', 0), _connector='OR'), name='seizure_gross_is_something', violation_error_message='A weight must be more than nothing.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('net_kg', None), ('net_kg__gt', 0), _connector='OR'), name='seizure_net_is_something', violation_error_message='A weight must be more than nothing.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('net_kg', None), ('gross_kg', None), ('net_kg__lte', models.F('gross_kg')), _connector='OR'), name='seizure_net_is_within_gross', violation_error_message='The net weight cannot be more than the gross weight.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('serial_number', ''), ('quantity', 1), _connector='OR'), name='seizure_serial_number_is_of_one', violation_error_message='A serial number belongs to one piece: write the quantity 1.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lab_at', None), ('lab_by', None), ('lab_finding', ''), ('lab_on', None), ('lab_purity', None), ('lab_report', ''), ('lab_unit_mg', None), ('laboratory', '')), models.Q(models.Q(('laboratory', ''), _negated=True), ('lab_at__isnull', False), ('lab_by__isnull', False), ('lab_on__isnull', False)), _connector='OR'), name='seizure_lab_result_is_whole', violation_error_message='A laboratory result needs the laboratory and the date of its report.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('lab_purity', None), models.Q(('lab_purity__gt', 0), ('lab_purity__lte', 100)), _connector='OR'), name='seizure_purity_is_a_share', violation_error_message='A purity is more than 0 and at most 100 per cent.'),
        ),
        AddConstraintNotValid(
            model_name='seizure',
            constraint=models.CheckConstraint(condition=models.Q(('lab_unit_mg', None), ('lab_unit_mg__gt', 0), _connector='OR'), name='seizure_piece_weighs_something', violation_error_message='A weight must be more than nothing.'),
        ),
    ]
