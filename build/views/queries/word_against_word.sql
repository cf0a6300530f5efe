-- What does an actor say it accepts, against what others say it accepts?
--
-- Each claim by others, beside the actor's own position at the time: the latest by the rule of
-- stance_timeline of its own positions on the measure that were stated no later than the claim (by
-- their first possible day, or the last where there is no earliest date). Claims that something is
-- undecided or unclear are left out, because they give no degree that the actor accepts. A claim goes
-- no further than `open` and no lower than `withheld` where somebody else judges (codebook: the rules
-- `claim` and `doubt`), so that it is not comparable with an own position beyond that. What the actor
-- stated later is in `stance_timeline`; a refusal that contradicts a claim, whenever it was made, in
-- `disputed_claims`.
--
-- key: claimed_id
-- actor: Whose position it is.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- own_id: The actor's own position.
-- own_strength: Its strength.
-- own_stated: When it was stated, in EDTF.
-- claimed_id: The position that others claim.
-- claimed_strength: Its strength.
-- asserted_by: The source of the claim.
-- asserted_by_name: Its name.
-- claimed_stated: When it was claimed, in EDTF.
-- direction: opposite where one refuses and the other does not; beyond or below where the claim goes further or less far than the actor; same; null where the cap of claims decides.
-- example: SELECT actor, measure, own_strength, claimed_strength, asserted_by_name, direction FROM word_against_word WHERE direction <> 'same' ORDER BY direction, claimed_id
CREATE VIEW word_against_word AS
WITH paired AS (
  SELECT
    a.name AS actor,
    o.country,
    o.measure,
    o.commitment_id AS own_id,
    o.strength AS own_strength,
    o.strength_rank AS own_rank,
    o.stated AS own_stated,
    c.commitment_id AS claimed_id,
    c.strength AS claimed_strength,
    c.strength_rank AS claimed_rank,
    c.asserted_by,
    w.name AS asserted_by_name,
    c.stated AS claimed_stated,
    row_number() OVER (PARTITION BY c.commitment_id ORDER BY o.step DESC) AS lateness
  FROM commitments AS c
  JOIN stance_timeline AS o
    ON o.actor_id = c.actor_id AND o.measure = c.measure AND o.self_asserted
      AND o.commitment_id = o.stance_id
      AND coalesce(o.stated_earliest, o.stated_latest) <= c.stated_latest
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
  asserted_by,
  asserted_by_name,
  claimed_stated,
  CASE
    WHEN (own_rank < 0) <> (claimed_rank < 0) THEN 'opposite'
    WHEN own_rank > 2 AND claimed_rank = 2 THEN NULL
    WHEN own_rank < -1 AND claimed_rank = -1 THEN NULL
    WHEN claimed_rank > own_rank THEN 'beyond'
    WHEN claimed_rank < own_rank THEN 'below'
    ELSE 'same'
  END AS direction
FROM paired
WHERE lateness = 1
ORDER BY claimed_id;
