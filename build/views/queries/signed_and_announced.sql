-- What was signed, in which instrument, and what was only announced?
--
-- Everything that is undertaken, at least in principle, by the actor's own statement.
--
-- key: commitment_id
-- commitment_id: The position.
-- actor: Who is committed.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- strength: How far the actor goes.
-- status: signed where it stands in an instrument, else announced.
-- instrument: Title of the instrument; null where only announced.
-- legal_status: Whether the instrument binds legally; null where only announced.
-- signed_on: Day of signing; null where only announced.
-- stated: When it was stated, in EDTF.
-- stated_latest: Last day on which it can have been stated.
-- summary: The position, in one sentence.
-- example: SELECT status, instrument, count(*) AS positions FROM signed_and_announced GROUP BY status, instrument ORDER BY status, instrument
CREATE VIEW signed_and_announced AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  CASE WHEN c.instrument_id IS NULL THEN 'announced' ELSE 'signed' END AS status,
  i.title AS instrument,
  i.legal_status,
  i.signed_on,
  c.stated,
  c.stated_latest,
  c.summary
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
LEFT JOIN instruments AS i ON i.instrument_id = c.instrument_id
WHERE c.self_asserted AND c.strength_rank >= 3
ORDER BY c.stated_latest, c.commitment_id;
