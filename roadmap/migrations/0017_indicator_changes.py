import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import audit.clock


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("roadmap", "0016_certificate_words"),
    ]

    operations = [
        migrations.CreateModel(
            name='IndicatorChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('stated', 'figure stated'), ('verified', 'figure verified'), ('target', 'target set')], max_length=8)),
                ('period', models.DateField(null=True)),
                ('value', models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('document', models.CharField(blank=True, max_length=500)),
                ('due_on', models.DateField(null=True)),
                ('baseline', models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ('baseline_on', models.DateField(null=True)),
                ('at', models.DateTimeField(default=audit.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.country')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='roadmap.indicator')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicatorchange',
            trigger=pgtrigger.compiler.Trigger(name='history_stands', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98abf5262c5a5c4923fd0999177795a45cc8002f', operation='UPDATE OR DELETE', pgid='pgtrigger_history_stands_f6901', table='roadmap_indicatorchange', when='BEFORE')),
        ),
    ]
