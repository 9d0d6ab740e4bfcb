import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('salons', '0004_left_out'),
    ]

    operations = [
        migrations.CreateModel(
            name='WeeklyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_date', models.DateField()),
                ('lane', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='weekly_changes', to='salons.lane')),
                ('salon', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weekly_changes', to='salons.salon')),
            ],
            options={
                'ordering': ['salon_id', 'from_date'],
                'constraints': [models.UniqueConstraint(fields=('salon', 'lane', 'from_date'), name='one_weekly_change_a_day', nulls_distinct=False)],
            },
        ),
        migrations.AddField(
            model_name='weeklyhours',
            name='since',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='weekly_hours', to='salons.weeklychange'),
        ),
    ]
