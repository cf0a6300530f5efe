-- How did one actor's stance on one measure develop?
--
-- All positions of an actor on a measure, in the order in which they were stated: by last
-- possible day, then first possible day (unknown first), then strength, then id. A change is
-- counted from the position before on the same word (the actor's own, or that of the same
-- other), because what somebody else claims is no change of mind; and not between two
-- positions of one source on one occasion, of which one qualifies the other.
--
-- key: commitment_id
-- actor_id: Who is committed.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- step: Place in the timeline of the actor and the measure, from 1.
-- commitment_id: The position.
-- stated: When it was stated, in EDTF.
-- stated_earliest: First day on which it can have been stated; null where open.
-- stated_latest: Last day on which it can have been stated.
-- strength: How far the actor goes.
-- strength_rank: Rank of strength.
-- own_word: Whether it rests on the actor's own word.
-- asserted_by: On whose word it rests.
-- previous_commitment_id: The position before on the same word and another occasion; null for the first.
-- previous_strength: Its strength.
-- change: Ranks up (positive) or down from it; null for the first.
-- example: SELECT step, stated, strength, own_word, asserted_by, change FROM stance_timeline WHERE actor_id = 'united-states' AND measure = 'backstop' ORDER BY step
CREATE VIEW stance_timeline AS
WITH lined AS (
  SELECT
    actor_id,
    country,
    measure,
    row_number() OVER (
      PARTITION BY actor_id, measure
      ORDER BY stated_latest, stated_earliest NULLS FIRST, strength_rank, commitment_id
    ) AS step,
    commitment_id,
    stated,
    stated_earliest,
    stated_latest,
    strength,
    strength_rank,
    self_asserted,
    asserted_by,
    lag(commitment_id) OVER same_word AS before_id,
    lag(strength) OVER same_word AS before_strength,
    strength_rank - lag(strength_rank) OVER same_word AS change,
    coalesce(
      lag(asserted_by) OVER same_word = asserted_by
      AND lag(stated) OVER same_word = stated
      AND coalesce(lag(event_id) OVER same_word, '') = coalesce(event_id, ''),
      FALSE
    ) AS same_occasion
  FROM commitments
  WINDOW same_word AS (
    PARTITION BY actor_id, measure, CASE WHEN self_asserted THEN '' ELSE asserted_by END
    ORDER BY stated_latest, stated_earliest NULLS FIRST, strength_rank, commitment_id
  )
)
SELECT
  actor_id,
  country,
  measure,
  step,
  commitment_id,
  stated,
  stated_earliest,
  stated_latest,
  strength,
  strength_rank,
  self_asserted AS own_word,
  asserted_by,
  CASE WHEN NOT same_occasion THEN before_id END AS previous_commitment_id,
  CASE WHEN NOT same_occasion THEN before_strength END AS previous_strength,
  CASE WHEN NOT same_occasion THEN change END AS change
FROM lined
ORDER BY actor_id, measure, step;
