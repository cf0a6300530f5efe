-- How did one actor's stance on one measure develop?
--
-- All positions of an actor on a measure, in the order in which they were stated: by last
-- possible day, then first possible day (unknown first), then strength, then id. A change is
-- counted from the position before on the same word (the actor's own, or that of the same
-- other), because what somebody else claims is no change of mind.
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
-- own_word: Whether it rests on the actor's own word.
-- asserted_by: On whose word it rests.
-- previous_commitment_id: The position before on the same word; null for the first.
-- previous_strength: Its strength.
-- change: Ranks up (positive) or down from it; null for the first.
-- example: SELECT step, stated, strength, own_word, asserted_by, change FROM stance_timeline WHERE actor_id = 'united-states' AND measure = 'backstop' ORDER BY step
CREATE VIEW stance_timeline AS
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
  self_asserted AS own_word,
  asserted_by,
  lag(commitment_id) OVER same_word AS previous_commitment_id,
  lag(strength) OVER same_word AS previous_strength,
  strength_rank - lag(strength_rank) OVER same_word AS change
FROM commitments
WINDOW same_word AS (
  PARTITION BY actor_id, measure, CASE WHEN self_asserted THEN '' ELSE asserted_by END
  ORDER BY stated_latest, stated_earliest NULLS FIRST, strength_rank, commitment_id
);
