"""Whom a salon knows, found by any part of name, phone and mail."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension
from django.db import migrations, models

NAMED = """
CREATE FUNCTION salons_name_acquaintance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT people_sought(name, phone, email) INTO NEW.sought FROM people_client WHERE id = NEW.client_id;
  RETURN NEW;
END $$;
CREATE TRIGGER salons_name_acquaintance BEFORE INSERT ON salons_acquaintance
  FOR EACH ROW EXECUTE FUNCTION salons_name_acquaintance();
"""
UNNAMED = """
DROP TRIGGER salons_name_acquaintance ON salons_acquaintance;
DROP FUNCTION salons_name_acquaintance();
"""
RENAMED = """
CREATE FUNCTION salons_rename_acquaintance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE salons_acquaintance SET sought = people_sought(NEW.name, NEW.phone, NEW.email) WHERE client_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER salons_rename_acquaintance AFTER UPDATE OF name, phone, email ON people_client
  FOR EACH ROW WHEN ((OLD.name, OLD.phone, OLD.email) IS DISTINCT FROM (NEW.name, NEW.phone, NEW.email))
  EXECUTE FUNCTION salons_rename_acquaintance();
"""
NOT_RENAMED = """
DROP TRIGGER salons_rename_acquaintance ON people_client;
DROP FUNCTION salons_rename_acquaintance();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_written_down"), ("salons", "0007_gap_benefit")]

    operations = [
        BtreeGinExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name="Acquaintance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sought", models.TextField(db_default="", default="", editable=False)),
                ("seen_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acquaintances",
                        to="people.client",
                    ),
                ),
                (
                    "salon",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acquaintances",
                        to="salons.salon",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("salon"),
                        models.OrderBy(models.F("seen_at"), descending=True),
                        name="acquaintance_by_latest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False,
                        fields=["salon", "sought"],
                        name="acquaintance_by_words",
                        opclasses=["int8_ops", "gin_trgm_ops"],
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("salon", "client"), name="acquainted_once")],
            },
        ),
        migrations.RunSQL(NAMED, UNNAMED),
        migrations.RunSQL(RENAMED, NOT_RENAMED),
    ]
