-- What was each actor's position, as known on a day?
--
-- positions_as_of(day): for each actor and measure, on its own word and on that of others, the
-- latest position that had been stated by that day and published by that day, as far as is
-- certain: the last possible day counts for both. Ties go as in stance_timeline. A position
-- that another, known by that day, supersedes is known by `superseded_by`.
--
-- key: actor_id, measure, own_word
-- actor_id: Whose position it is.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- own_word: Whether it rests on the actor's own word.
-- strength: How far the actor goes.
-- asserted_by: On whose word it rests.
-- stated: When it was stated, in EDTF.
-- known_since: Day by which the first article that reports it had appeared.
-- superseded_by: Positions that supersede it, separated by commas; null where none does.
-- commitment_id: The position.
-- example: SELECT actor_id, measure, strength, known_since FROM positions_as_of('2025-09-01') WHERE own_word AND country IN ('FRA', 'GBR', 'USA') ORDER BY actor_id, measure
CREATE MACRO positions_as_of(day) AS TABLE
WITH known AS (
  SELECT c.commitment_id, min(p.published_latest) AS known_since
  FROM commitments AS c
  JOIN reports AS p ON p.record_table = 'commitments' AND p.record_id = c.commitment_id
  WHERE c.stated_latest <= CAST(day AS DATE) AND p.published_latest <= CAST(day AS DATE)
  GROUP BY c.commitment_id
),
replaced AS (
  SELECT r.object_id AS commitment_id, string_agg(r.subject_id, ', ' ORDER BY r.subject_id) AS superseded_by
  FROM relations AS r
  JOIN known AS k ON k.commitment_id = r.subject_id
  WHERE r.relation = 'supersedes'
  GROUP BY r.object_id
),
ranked AS (
  SELECT
    c.actor_id,
    c.country,
    c.measure,
    c.self_asserted,
    c.strength,
    c.asserted_by,
    c.stated,
    k.known_since,
    x.superseded_by,
    c.commitment_id,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.self_asserted
      ORDER BY c.stated_latest DESC, c.stated_earliest DESC NULLS LAST, c.strength_rank DESC, c.commitment_id DESC
    ) AS lateness
  FROM commitments AS c
  JOIN known AS k ON k.commitment_id = c.commitment_id
  LEFT JOIN replaced AS x ON x.commitment_id = c.commitment_id
)
SELECT
  actor_id,
  country,
  measure,
  self_asserted AS own_word,
  strength,
  asserted_by,
  stated,
  known_since,
  superseded_by,
  commitment_id
FROM ranked
WHERE lateness = 1
ORDER BY actor_id, measure, own_word DESC;
