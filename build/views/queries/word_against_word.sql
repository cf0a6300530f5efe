-- What does an actor say it accepts, against what others say it accepts?
--
-- Each position of an actor on its own word, beside each that others claim for it on the same
-- measure.
--
-- key: own_id, claimed_id
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
-- example: SELECT own_strength, own_stated, claimed_strength, claimed_by, gap FROM word_against_word WHERE country = 'RUS' AND measure = 'accept_foreign_forces' ORDER BY gap DESC, own_id, claimed_id
CREATE VIEW word_against_word AS
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
  c.strength_rank - o.strength_rank AS gap
FROM commitments AS o
JOIN commitments AS c
  ON c.actor_id = o.actor_id AND c.measure = o.measure AND NOT c.self_asserted
JOIN actors AS a ON a.actor_id = o.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
WHERE o.self_asserted;
