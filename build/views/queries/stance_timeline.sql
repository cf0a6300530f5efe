-- How did one actor's stance on one measure develop?
--
-- All positions of an actor on a measure, in order. The actor's own statements are one line, and the
-- claims of each other source are another, because a claim by somebody else is no change of mind.
-- A position is placed by the first day on which it can have been stated, or the last where there is
-- no earliest date, and never before what it supersedes or reiterates. Positions that follow each
-- other are one stance if they were stated on one occasion (the same event; or without one, the same
-- date of a week at most), or if one reiterates the other, or both the same, without going further.
-- A correction on the occasion itself is a stance of its own. The position that counts for a stance
-- is the one furthest from undecided; of a promise and a refusal equally far the refusal, and of
-- equal ones the first.
--
-- key: commitment_id
-- actor_id: The committed actor.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- self_asserted: Whether it is the actor's own statement.
-- asserted_by: The source of the position.
-- step: Place in its line, from 1.
-- commitment_id: The position.
-- stated: When it was stated, in EDTF.
-- stated_earliest: First day on which it can have been stated; null where there is no earliest date.
-- stated_latest: Last day on which it can have been stated.
-- strength: How far the actor goes.
-- strength_rank: Rank of strength.
-- stance_id: The position whose wording counts for the stance; the position itself where it is that.
-- previous_commitment_id: The position whose wording counts for the stance before; null for the first stance, and where another position counts.
-- previous_strength: Its strength.
-- change: stronger, weaker or unchanged from the stance before; null for the first stance, and where another position counts.
-- is_certain: Whether the stance certainly began after those before it in the line; the order of a stance and the next one that supersedes it is certain.
-- is_current: Whether the position is the one that counts in the latest stance of its line, and nothing supersedes that stance, on this measure or another.
-- superseded_by: Positions that supersede the stance, separated by commas; null where none does, or where it was stated again later.
-- example: SELECT step, stated, strength, self_asserted, asserted_by, change FROM stance_timeline WHERE actor_id = 'united-states' AND measure = 'political_support' ORDER BY step
CREATE VIEW stance_timeline AS
WITH known AS (
  SELECT * FROM commitments
),
{{stances}},
beside AS (
  SELECT
    s.*,
    first_value(s.commitment_id) OVER (
      PARTITION BY s.actor_id, s.measure, s.voice, s.stance ORDER BY s.place
    ) AS stance_id,
    max(CASE WHEN s.place = 1 THEN s.commitment_id END) OVER before AS before_id,
    max(CASE WHEN s.place = 1 THEN s.strength END) OVER before AS before_strength,
    max(CASE WHEN s.place = 1 THEN s.strength_rank END) OVER before AS before_rank
  FROM stances AS s
  WINDOW before AS (
    PARTITION BY s.actor_id, s.measure, s.voice ORDER BY s.stance
    RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING
  )
)
SELECT
  s.actor_id,
  s.country,
  s.measure,
  s.self_asserted,
  s.asserted_by,
  s.step,
  s.commitment_id,
  s.stated,
  s.stated_earliest,
  s.stated_latest,
  s.strength,
  s.strength_rank,
  s.stance_id,
  CASE WHEN s.place = 1 THEN s.before_id END AS previous_commitment_id,
  CASE WHEN s.place = 1 THEN s.before_strength END AS previous_strength,
  CASE
    WHEN s.place > 1 OR s.before_id IS NULL THEN NULL
    WHEN s.strength_rank > s.before_rank THEN 'stronger'
    WHEN s.strength_rank < s.before_rank THEN 'weaker'
    ELSE 'unchanged'
  END AS change,
  s.is_certain,
  s.is_current,
  s.superseded_by
FROM beside AS s
ORDER BY s.actor_id, s.measure, s.self_asserted DESC, s.voice, s.step;
