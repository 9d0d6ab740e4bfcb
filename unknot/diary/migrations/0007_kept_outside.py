from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('diary', '0006_together'),
    ]

    operations = [
        migrations.AddField(
            model_name='part',
            name='kept_at',
            field=models.DateTimeField(null=True),
        ),
    ]
