-- What does an actor say it accepts, against what others say it accepts?
--
-- Each claim by others, beside the actor's own word that stood at the time: of its own
-- positions on the measure that can have been stated no later than the claim, the latest.
-- Claims that something is undecided or unclear are left out, because they say of no degree
-- that the actor accepts it. What the actor said later is in `stance_timeline`; a refusal
-- that contradicts a claim whenever it was made, in `disputed_claims`.
--
-- key: claimed_id
-- actor: Whose position it is.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- own_id: The position on the actor's own word.
-- own_strength: Its strength.
-- own_stated: When it was stated, in EDTF.
-- claimed_id: The position that others claim.
-- claimed_strength: Its strength.
-- claimed_by: Who claims it.
-- claimed_stated: When it was claimed, in EDTF.
-- gap: Ranks by which the claim goes beyond the actor's own word (negative: falls short).
-- example: SELECT actor, measure, own_strength, claimed_strength, claimed_by, gap FROM word_against_word WHERE gap <> 0 ORDER BY gap DESC, claimed_id
CREATE VIEW word_against_word AS
WITH paired AS (
  SELECT
    a.name AS actor,
    o.country,
    o.measure,
    o.commitment_id AS own_id,
    o.strength AS own_strength,
    o.stated AS own_stated,
    c.commitment_id AS claimed_id,
    c.strength AS claimed_strength,
    w.name AS claimed_by,
    c.stated AS claimed_stated,
    c.strength_rank - o.strength_rank AS gap,
    row_number() OVER (
      PARTITION BY c.commitment_id
      ORDER BY o.stated_latest DESC, o.stated_earliest DESC NULLS LAST, o.strength_rank DESC,
        o.commitment_id DESC
    ) AS lateness
  FROM commitments AS c
  JOIN commitments AS o
    ON o.actor_id = c.actor_id AND o.measure = c.measure AND o.self_asserted
      AND o.stated_latest <= c.stated_latest
  JOIN actors AS a ON a.actor_id = o.actor_id
  JOIN actors AS w ON w.actor_id = c.asserted_by
  WHERE NOT c.self_asserted AND c.strength_rank <> 0
)
SELECT
  actor,
  country,
  measure,
  own_id,
  own_strength,
  own_stated,
  claimed_id,
  claimed_strength,
  claimed_by,
  claimed_stated,
  gap
FROM paired
WHERE lateness = 1
ORDER BY claimed_id;
