import agencies.models.office
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('agencies', '0002_partner'), ('agencies', '0003_office_source'), ('agencies', '0004_office_and_crossing_history'), ('agencies', '0005_answers_as_text'), ('agencies', '0006_office_on_earth'), ('agencies', '0007_what_the_head_approves'), ('agencies', '0008_code_lists_are_kept')]

    dependencies = [
        ('agencies', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.OAUTH2_PROVIDER_APPLICATION_MODEL),
        # What has always been there beside these tables, and is made before them: it alters the
        # officers' table's neighbours, which takes longer the more neighbours there are.
        ('account', '0009_emailaddress_unique_primary_email'),
        ('guardian', '0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('oauth2_provider', '0022_refreshtoken_token_family_index'),
        ('usersessions', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.AddField(
            model_name='office',
            name='source',
            field=models.TextField(blank=True, help_text="Where the office's data comes from"),
        ),
        migrations.AddField(
            model_name='office',
            name='approval',
            field=models.CharField(choices=[('none', 'none: each officer decides'), ('full', 'sharing in full or more'), ('all', 'every submission and every share')], db_default='none', default='none', max_length=4),
        ),
        migrations.AddField(
            model_name='code',
            name='edited_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='codelist',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lat', None), ('lon', None)), models.Q(('lat__range', (-90, 90)), ('lon__range', (-180, 180))), _connector='OR'), name='office_on_earth', violation_error_message='Give latitude and longitude, or neither: latitude lies between -90 and 90, longitude between -180 and 180.'),
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='code_has_a_label', violation_error_message='Write what the code means.'),
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('is_active', models.BooleanField(default=True)),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='partner', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='agencies.agency')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='partner', to=settings.OAUTH2_PROVIDER_APPLICATION_MODEL)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='agencies.country')),
                ('group', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='blo_partner', to='auth.group')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255)),
                ('request_digest', models.CharField(max_length=64)),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('body', models.TextField(blank=True)),
                ('headers', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('account', 'key'), name='one_answer_per_key')],
            },
        ),
        migrations.CreateModel(
            name='CrossingPast',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('name_a', models.CharField(max_length=120)),
                ('lat_a', models.DecimalField(decimal_places=5, max_digits=8)),
                ('lon_a', models.DecimalField(decimal_places=5, max_digits=8)),
                ('name_b', models.CharField(max_length=120)),
                ('lat_b', models.DecimalField(decimal_places=5, max_digits=8)),
                ('lon_b', models.DecimalField(decimal_places=5, max_digits=8)),
                ('coordinates_ground', models.CharField(choices=[('seen', 'seen in a published source'), ('known', 'own knowledge, not looked up'), ('estimated', 'estimated, may be 5–15 km out'), ('owner', 'confirmed by the office')], default='known', max_length=9)),
                ('status', models.CharField(choices=[('international', 'international'), ('bilateral', 'bilateral'), ('local', 'local'), ('disrupted', 'disrupted'), ('closed', 'closed'), ('planned', 'planned')], max_length=13)),
                ('status_note', models.CharField(blank=True, max_length=200)),
                ('status_ground', models.CharField(choices=[('seen', 'seen in a published source'), ('known', 'own knowledge, not looked up'), ('estimated', 'estimated, may be 5–15 km out'), ('owner', 'confirmed by the office')], default='known', max_length=9)),
                ('status_at', models.DateField(blank=True, null=True)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='past', to='agencies.crossing')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OfficePast',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('name', models.CharField(max_length=120)),
                ('name_local', models.CharField(blank=True, max_length=120)),
                ('lat', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('lon', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ('coordinates_ground', models.CharField(choices=[('seen', 'seen in a published source'), ('known', 'own knowledge, not looked up'), ('estimated', 'estimated, may be 5–15 km out'), ('owner', 'confirmed by the office')], default='known', max_length=9)),
                ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('working_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), default=agencies.models.office.monday_to_friday, help_text='ISO weekdays: 1 is Monday, 7 is Sunday', size=None)),
                ('opens', models.TimeField(default='08:30')),
                ('closes', models.TimeField(default='16:30')),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('connection', models.CharField(blank=True, max_length=60)),
                ('status', models.CharField(choices=[('active', 'active'), ('planned', 'planned'), ('suspended', 'suspended'), ('closed', 'closed')], default='active', max_length=9)),
                ('status_reason', models.CharField(blank=True, max_length=200)),
                ('status_ground', models.CharField(choices=[('seen', 'seen in a published source'), ('known', 'own knowledge, not looked up'), ('estimated', 'estimated, may be 5–15 km out'), ('owner', 'confirmed by the office')], default='known', max_length=9)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='past', to='agencies.office')),
                ('approval', models.CharField(choices=[('none', 'none: each officer decides'), ('full', 'sharing in full or more'), ('all', 'every submission and every share')], db_default='none', default='none', max_length=4)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CodeChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('added', 'Added'), ('changed', 'Changed'), ('retired', 'Retired'), ('reinstated', 'Offered again')], max_length=10)),
                ('version', models.PositiveIntegerField(help_text='Of the list, after the change')),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='agencies.code')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='code_change_has_a_reason')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crossing',
            trigger=pgtrigger.compiler.Trigger(name='before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."coordinates_ground" IS DISTINCT FROM (NEW."coordinates_ground") OR OLD."lat_a" IS DISTINCT FROM (NEW."lat_a") OR OLD."lat_b" IS DISTINCT FROM (NEW."lat_b") OR OLD."lon_a" IS DISTINCT FROM (NEW."lon_a") OR OLD."lon_b" IS DISTINCT FROM (NEW."lon_b") OR OLD."name_a" IS DISTINCT FROM (NEW."name_a") OR OLD."name_b" IS DISTINCT FROM (NEW."name_b") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_at" IS DISTINCT FROM (NEW."status_at") OR OLD."status_ground" IS DISTINCT FROM (NEW."status_ground") OR OLD."status_note" IS DISTINCT FROM (NEW."status_note"))', func='INSERT INTO "agencies_crossingpast" ("coordinates_ground", "lat_a", "lat_b", "lon_a", "lon_b", "name_a", "name_b", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "status_at", "status_ground", "status_note") VALUES (OLD."coordinates_ground", OLD."lat_a", OLD."lat_b", OLD."lon_a", OLD."lon_b", OLD."name_a", OLD."name_b", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."status", OLD."status_at", OLD."status_ground", OLD."status_note"); RETURN NULL;', hash='6e211cfb1c4f886e3f684bbaa34ea9fd94bb23e6', operation='UPDATE', pgid='pgtrigger_before_update_755f3', table='agencies_crossing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='office',
            trigger=pgtrigger.compiler.Trigger(name='before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approval" IS DISTINCT FROM (NEW."approval") OR OLD."closes" IS DISTINCT FROM (NEW."closes") OR OLD."connection" IS DISTINCT FROM (NEW."connection") OR OLD."coordinates_ground" IS DISTINCT FROM (NEW."coordinates_ground") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."lat" IS DISTINCT FROM (NEW."lat") OR OLD."lon" IS DISTINCT FROM (NEW."lon") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_local" IS DISTINCT FROM (NEW."name_local") OR OLD."opens" IS DISTINCT FROM (NEW."opens") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."status_ground" IS DISTINCT FROM (NEW."status_ground") OR OLD."status_reason" IS DISTINCT FROM (NEW."status_reason") OR OLD."working_days" IS DISTINCT FROM (NEW."working_days"))', func='INSERT INTO "agencies_officepast" ("approval", "closes", "connection", "coordinates_ground", "email", "languages", "lat", "lon", "name", "name_local", "opens", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "status", "status_ground", "status_reason", "working_days") VALUES (OLD."approval", OLD."closes", OLD."connection", OLD."coordinates_ground", OLD."email", OLD."languages", OLD."lat", OLD."lon", OLD."name", OLD."name_local", OLD."opens", _pgh_attach_context(), NOW(), \'before\', OLD."id", OLD."phone", OLD."status", OLD."status_ground", OLD."status_reason", OLD."working_days"); RETURN NULL;', hash='14fc79c3276d9c015489361840afa1d2975eb67a', operation='UPDATE', pgid='pgtrigger_before_update_f4ebc', table='agencies_office', when='AFTER')),
        ),
    ]
