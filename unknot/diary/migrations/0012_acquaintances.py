"""A visit makes client and salon acquainted, whoever writes it; so do all that there are."""

from django.db import migrations

MADE = """
CREATE FUNCTION diary_makes_acquainted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO salons_acquaintance AS known (salon_id, client_id, seen_at)
  VALUES (NEW.salon_id, NEW.client_id, NEW.starts_at)
  ON CONFLICT (salon_id, client_id) DO UPDATE SET seen_at = greatest(known.seen_at, excluded.seen_at);
  RETURN NULL;
END $$;
CREATE TRIGGER diary_makes_acquainted AFTER INSERT OR UPDATE OF client_id ON diary_appointment
  FOR EACH ROW EXECUTE FUNCTION diary_makes_acquainted();
INSERT INTO salons_acquaintance (salon_id, client_id, seen_at)
  SELECT salon_id, client_id, max(starts_at) FROM diary_appointment GROUP BY salon_id, client_id;
"""
UNMADE = """
DROP TRIGGER diary_makes_acquainted ON diary_appointment;
DROP FUNCTION diary_makes_acquainted();
"""


class Migration(migrations.Migration):
    dependencies = [("diary", "0011_gap_benefit"), ("salons", "0008_acquaintances")]

    operations = [migrations.RunSQL(MADE, UNMADE)]
