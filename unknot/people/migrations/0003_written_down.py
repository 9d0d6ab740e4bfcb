"""A client may be written down by name alone, and how names, numbers and addresses are compared.

`people_fold` knows no case and no accents, and has a blank where a name is parted. It is made of functions that
PostgreSQL itself calls immutable, in place of the extension `unaccent`, which is not.
"""

from django.db import migrations, models

FOLD = r"""
CREATE FUNCTION people_fold(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(
    replace(replace(replace(replace(
      translate(lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g')), 'øłđðħı', 'olddhi'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    '[\s,;''’ʼ`´/()\u2010-\u2015-]+', ' ', 'g'))
$$;
"""
SOUGHT = r"""
CREATE FUNCTION people_sought(name text, phone text, email text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ' ' || people_fold(name) || ' ' || regexp_replace(phone, '\D', '', 'g') || ' ' || people_fold(email)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_devices")]

    operations = [
        migrations.AddField(
            model_name="client",
            name="written_down_by",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.RemoveConstraint(model_name="client", name="client_can_be_reached"),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), ("phone", ""), ("written_down_by", ""), _negated=True),
                name="client_can_be_reached_or_was_written_down",
            ),
        ),
        migrations.RunSQL(FOLD, "DROP FUNCTION people_fold(text)"),
        migrations.RunSQL(SOUGHT, "DROP FUNCTION people_sought(text, text, text)"),
    ]
