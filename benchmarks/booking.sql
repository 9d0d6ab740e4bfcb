-- What one booking sends to PostgreSQL, with spans that nobody else takes. Kept equal in number to a real one.
\set salon random(:least, :most)
SELECT o.id AS offer, o.salon_id AS salon, o.treatment FROM salons_offer o JOIN salons_salon s ON s.id = o.salon_id WHERE o.salon_id = :salon ORDER BY o.id LIMIT 1 \gset
SELECT resource_id AS practitioner FROM salons_lane WHERE salon_id = :salon ORDER BY number LIMIT 1 \gset
SELECT resource_id AS room FROM salons_lane WHERE salon_id = :salon ORDER BY number DESC LIMIT 1 \gset
SELECT on_date, base, length, lanes, shifts, holds FROM diary_salon_day WHERE salon_id = ANY(ARRAY[:salon]::bigint[]) AND on_date BETWEEN current_date + 2 AND current_date + 4 AND base < 2147483647 AND base + length > 0 ORDER BY on_date, salon_id LIMIT 1;
SELECT number, resource_id FROM salons_lane WHERE salon_id = :salon ORDER BY salon_id, number;
BEGIN;
SELECT salon_id, number, resource_id FROM salons_lane WHERE salon_id IN (SELECT theirs.salon_id FROM salons_lane ours JOIN salons_lane theirs USING (resource_id) WHERE ours.salon_id = ANY(ARRAY[:salon]::bigint[]));
SELECT set_config('lock_timeout', '10s', true);
SELECT pg_advisory_xact_lock(1, :salon);
SELECT on_date, salon_id, base, length, lanes, shifts, holds FROM diary_salon_day WHERE salon_id = ANY(ARRAY[:salon]::bigint[]) AND on_date BETWEEN current_date + 3 AND current_date + 3 ORDER BY on_date, salon_id FOR UPDATE;
SELECT clock_timestamp();
INSERT INTO people_client (public_id, name, email, phone, language) VALUES (md5(random()::text), 'Outi Laine', 'outi@example.org', '', 'en') RETURNING id AS client \gset
INSERT INTO diary_appointment (public_id, salon_id, client_id, status, starts_at, ends_at, sequence, token_version, created_at, changed_at) VALUES (md5(random()::text), :salon, :client, 'booked', now(), now() + interval '1 hour', 0, 1, now(), now()) RETURNING id AS appointment \gset
INSERT INTO diary_part (appointment_id, offer_id, practitioner_id, starts_at, ends_at, treatment, duration_min, price_minor, currency, focus) VALUES (:appointment, :offer, :practitioner, now(), now() + interval '1 hour', 'back_massage', 60, 7200, 'EUR', '{}') RETURNING id AS part \gset
INSERT INTO plumbing_fact (kind, subject, body, at) VALUES ('appointment.booked', 'bench', '{"by": "client", "salon": "76kv6cctw13kd7hm", "starts_at": "2027-03-02T10:00:00+02:00"}', now()) RETURNING id AS fact \gset
SELECT unnest(procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'plumbing.tell', 0, NULL, NULL, jsonb_build_object('reader', 'bench', 'fact_id', :fact), NULL)::procrastinate_job_to_defer_v1]));
INSERT INTO diary_claim (resource_id, span, part_id) SELECT r.id, tstzrange(t.at, t.at + interval '1 hour'), :part FROM (SELECT timestamptz '2100-01-01' + nextval('bench_hours') * interval '1 hour' AS at) t, unnest(ARRAY[:practitioner, :room]::bigint[]) r(id);
UPDATE diary_salon_day SET lanes = lanes, shifts = shifts, holds = holds, next_expiry_s = NULL, version = version + 1 WHERE on_date = current_date + 3 AND salon_id = :salon;
COMMIT;
