-- What was each actor's position, as known on a day?
--
-- positions_as_of(day): the current stance of each actor on each measure. It applies the rule of
-- stance_timeline to the positions that had certainly been stated and published by that day: the last
-- possible day counts for both. One row per source: the actor's own statements are one source, and
-- everybody who claims something of it is another. Stances that had been superseded by then, on this
-- measure or another, are left out.
--
-- key: commitment_id
-- actor_id: The committed actor.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- self_asserted: Whether it is the actor's own statement.
-- asserted_by: The source of the position.
-- strength: How far the actor goes.
-- stated: When it was stated, in EDTF.
-- known_since: Day by which the first article that reports it had appeared.
-- qualified_by: Positions known by then that qualify or contradict it, separated by commas; null where none does.
-- commitment_id: The position.
-- example: SELECT actor_id, measure, strength, known_since FROM positions_as_of('2025-09-10') WHERE self_asserted AND country IN ('FRA', 'GBR', 'USA') ORDER BY actor_id, measure
CREATE MACRO positions_as_of(day) AS TABLE
WITH reported AS (
  SELECT p.record_id, min(p.published_latest) AS known_since
  FROM reports AS p
  WHERE p.record_table = 'commitments' AND p.published_latest <= CAST(day AS DATE)
  GROUP BY p.record_id
),
known AS (
  SELECT c.*, q.known_since
  FROM commitments AS c
  JOIN reported AS q ON q.record_id = c.commitment_id
  WHERE c.stated_latest <= CAST(day AS DATE)
),
{{stances}},
doubted AS (
  SELECT r.object_id, string_agg(r.subject_id, ', ' ORDER BY r.subject_id) AS qualified_by
  FROM relations AS r
  JOIN known AS k ON k.commitment_id = r.subject_id
  WHERE r.relation IN ('qualifies', 'contradicts')
  GROUP BY r.object_id
)
SELECT
  s.actor_id,
  s.country,
  s.measure,
  s.self_asserted,
  s.asserted_by,
  s.strength,
  s.stated,
  k.known_since,
  d.qualified_by,
  s.commitment_id
FROM stances AS s
JOIN known AS k ON k.commitment_id = s.commitment_id
LEFT JOIN doubted AS d ON d.object_id = s.commitment_id
WHERE s.is_current
ORDER BY s.actor_id, s.measure, s.self_asserted DESC, s.asserted_by, s.commitment_id;
