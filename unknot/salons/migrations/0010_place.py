"""Where an offer is to be had, as a point on the unit sphere, and the index that finds the nearest of a treatment.

The database keeps it, whoever writes: Django knows nothing of the column. A chord through the sphere grows with the
way over its surface, so the nearest by one are the nearest by the other.
"""

from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension
from django.db import migrations

FORWARD = """
CREATE FUNCTION salons_place(lat float8, lon float8) RETURNS cube LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT cube(ARRAY[cos(radians(lat)) * cos(radians(lon)), cos(radians(lat)) * sin(radians(lon)), sin(radians(lat))])
$$;

ALTER TABLE salons_offer ADD COLUMN place cube;
UPDATE salons_offer o SET place = salons_place(s.lat, s.lon) FROM salons_salon s WHERE s.id = o.salon_id;
CREATE INDEX offer_by_place ON salons_offer USING gist (treatment, duration_min, place) WHERE is_active;

CREATE FUNCTION salons_place_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A salon that is being moved is waited for, or waits for this offer and then sees it.
  SELECT salons_place(lat, lon) INTO NEW.place FROM salons_salon WHERE id = NEW.salon_id FOR SHARE;
  RETURN NEW;
END $$;
CREATE TRIGGER offer_has_its_place BEFORE INSERT OR UPDATE OF salon_id, place ON salons_offer
  FOR EACH ROW EXECUTE FUNCTION salons_place_offer();

CREATE FUNCTION salons_place_salon() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE salons_offer SET place = NULL WHERE salon_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER salon_takes_its_offers_along AFTER UPDATE OF lat, lon ON salons_salon
  FOR EACH ROW WHEN ((OLD.lat, OLD.lon) IS DISTINCT FROM (NEW.lat, NEW.lon))
  EXECUTE FUNCTION salons_place_salon();
"""

BACKWARD = """
DROP TRIGGER salon_takes_its_offers_along ON salons_salon;
DROP TRIGGER offer_has_its_place ON salons_offer;
DROP FUNCTION salons_place_salon();
DROP FUNCTION salons_place_offer();
ALTER TABLE salons_offer DROP COLUMN place;
DROP FUNCTION salons_place(float8, float8);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('salons', '0009_room_for_two'),
    ]

    operations = [
        BtreeGistExtension(),
        CreateExtension('cube'),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
