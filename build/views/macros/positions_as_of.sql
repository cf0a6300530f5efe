-- What was each actor's position, as known on a day?
--
-- positions_as_of(day): for each actor and measure, on its own word and on that of others, the
-- latest position that had been stated by that day and published by that day, as far as is
-- certain: the last possible day counts for both. Ties go as in stance_timeline.
--
-- key: actor_id, measure, own_word
-- actor_id: Whose position it is.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- own_word: Whether it rests on the actor's own word.
-- strength: How far the actor goes.
-- asserted_by: On whose word it rests.
-- stated: When it was stated, in EDTF.
-- known_since: Day by which the first article that supports it had appeared.
-- commitment_id: The position.
-- example: SELECT actor_id, measure, strength, known_since FROM positions_as_of('2025-09-01') WHERE own_word AND country IN ('FRA', 'GBR', 'USA') ORDER BY actor_id, measure
CREATE MACRO positions_as_of(day) AS TABLE
WITH published AS (
  SELECT e.record_id, min(a.published_latest) AS known_since
  FROM evidence AS e
  JOIN articles AS a ON a.article_id = e.article_id
  WHERE e.record_table = 'commitments' AND e.stance = 'supports' AND e.field IS NULL
  GROUP BY e.record_id
),
ranked AS (
  SELECT
    c.*,
    p.known_since,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.self_asserted
      ORDER BY c.stated_latest DESC, c.stated_earliest DESC NULLS LAST, c.strength_rank DESC, c.commitment_id DESC
    ) AS lateness
  FROM commitments AS c
  JOIN published AS p ON p.record_id = c.commitment_id
  WHERE c.stated_latest <= CAST(day AS DATE) AND p.known_since <= CAST(day AS DATE)
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
  commitment_id
FROM ranked
WHERE lateness = 1;
