"""Subjects as full records: what is known of each kind, further documents, links. The rules are
added without looking at the old rows, which cannot break them, and looked at in 0004."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid6
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_parts_keep_their_identity'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid6.uuid7, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('removed_at', models.DateTimeField(editable=False, null=True)),
                ('kind', models.CharField(choices=[('drives', 'drives'), ('owns', 'owns'), ('uses', 'uses'), ('travels_with', 'travels with'), ('paid_by', 'is paid by'), ('works_for', 'works for'), ('relative_of', 'is a relative of'), ('contact_of', 'is in contact with'), ('lives_at', 'lives or stays at'), ('carries', 'carries'), ('recruited_by', 'was recruited by'), ('same_as', 'may be the same as')], max_length=14)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SubjectDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('type', models.CharField(blank=True, max_length=20, verbose_name='document')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='document number')),
                ('issuer', models.CharField(blank=True, max_length=3, verbose_name='issued by')),
                ('issued_on', models.DateField(null=True, verbose_name='issued on')),
                ('expires_on', models.DateField(null=True, verbose_name='expires on')),
                ('mrz', models.CharField(blank=True, max_length=100, verbose_name='machine-readable lines')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='subject',
            name='subject_is_known_by_something',
        ),
        migrations.AddField(
            model_name='subject',
            name='account',
            field=models.CharField(blank=True, max_length=120, verbose_name='account or handle'),
        ),
        migrations.AddField(
            model_name='subject',
            name='address',
            field=models.CharField(blank=True, max_length=300, verbose_name='address'),
        ),
        migrations.AddField(
            model_name='subject',
            name='address_country',
            field=models.CharField(blank=True, max_length=3, verbose_name='country'),
        ),
        migrations.AddField(
            model_name='subject',
            name='aliases',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='subject',
            name='birth_date',
            field=models.DateField(null=True, verbose_name='date of birth'),
        ),
        migrations.AddField(
            model_name='subject',
            name='birth_year',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='year of birth'),
        ),
        migrations.AddField(
            model_name='subject',
            name='colour',
            field=models.CharField(blank=True, max_length=40, verbose_name='colour'),
        ),
        migrations.AddField(
            model_name='subject',
            name='document_expires_on',
            field=models.DateField(null=True, verbose_name='expires on'),
        ),
        migrations.AddField(
            model_name='subject',
            name='document_issued_on',
            field=models.DateField(null=True, verbose_name='issued on'),
        ),
        migrations.AddField(
            model_name='subject',
            name='document_mrz',
            field=models.CharField(blank=True, max_length=100, verbose_name='machine-readable lines'),
        ),
        migrations.AddField(
            model_name='subject',
            name='estimated_age',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='estimated age'),
        ),
        migrations.AddField(
            model_name='subject',
            name='flag',
            field=models.CharField(blank=True, max_length=3, verbose_name='flag'),
        ),
        migrations.AddField(
            model_name='subject',
            name='honorific',
            field=models.CharField(blank=True, max_length=60, verbose_name='honorific'),
        ),
        migrations.AddField(
            model_name='subject',
            name='identifier_keys',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=160), default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='subject',
            name='imo',
            field=models.CharField(blank=True, max_length=7, verbose_name='IMO number'),
        ),
        migrations.AddField(
            model_name='subject',
            name='make',
            field=models.CharField(blank=True, max_length=80, verbose_name='make and model'),
        ),
        migrations.AddField(
            model_name='subject',
            name='more_nationalities',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='subject',
            name='names_key',
            field=models.TextField(default='', editable=False),
        ),
        migrations.AddField(
            model_name='subject',
            name='phone',
            field=models.CharField(blank=True, max_length=16, verbose_name='telephone number'),
        ),
        migrations.AddField(
            model_name='subject',
            name='registration',
            field=models.CharField(blank=True, max_length=60, verbose_name='registration number'),
        ),
        migrations.AddField(
            model_name='subject',
            name='service',
            field=models.CharField(blank=True, max_length=60, verbose_name='service'),
        ),
        migrations.AddField(
            model_name='subject',
            name='sex',
            field=models.CharField(blank=True, choices=[('F', 'Female'), ('M', 'Male'), ('X', 'Unspecified')], max_length=1, verbose_name='sex'),
        ),
        migrations.AddField(
            model_name='subject',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='subject',
            name='vin',
            field=models.CharField(blank=True, max_length=17, verbose_name='vehicle identification number'),
        ),
        migrations.AlterField(
            model_name='subject',
            name='kind',
            field=models.CharField(choices=[('person', 'Person'), ('vehicle', 'Vehicle'), ('vessel', 'Vessel'), ('organisation', 'Organisation'), ('phone', 'Telephone'), ('account', 'Account'), ('address', 'Address'), ('document', 'Document')], default='person', max_length=12),
        ),
        AddConstraintNotValid(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(('account', ''), ('address', ''), ('description', ''), ('document_number', ''), ('imo', ''), ('name', ''), ('name_latin', ''), ('phone', ''), ('plate', ''), ('registration', ''), ('vin', ''), _negated=True), name='subject_is_known', violation_error_message='Give a name, a number or a description.'),
        ),
        AddConstraintNotValid(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('birth_date', None), ('birth_year', None)), models.Q(('birth_date', None), ('estimated_age', None)), models.Q(('birth_year', None), ('estimated_age', None)), _connector='OR'), name='subject_has_one_age', violation_error_message='Give the date of birth, or the year, or the estimated age.'),
        ),
        migrations.AddField(
            model_name='link',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='cases.case'),
        ),
        migrations.AddField(
            model_name='link',
            name='removed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='link',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_from', to='cases.subject'),
        ),
        migrations.AddField(
            model_name='link',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_to', to='cases.subject'),
        ),
        migrations.AddField(
            model_name='subjectdocument',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='more_documents', to='cases.subject'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='link_has_two_ends', violation_error_message='A link needs two different ends.'),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('source', 'target', 'kind'), name='link_said_once', violation_error_message='This link is there already.'),
        ),
    ]
