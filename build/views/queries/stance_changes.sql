-- Who changed its position, from what to what, when, and why?
--
-- Changes of an actor's own position, by the rule of stance_timeline. A stance is compared with those
-- that it supersedes and, if the order is certain, with the one before it on its own measure; of
-- several on one measure, with the latest. There is a change if the measure or the strength differs;
-- repetitions and statements on one occasion are no changes. One new position can replace earlier
-- ones on two measures: these are two rows.
--
-- key: from_commitment_id, to_commitment_id
-- actor_id: The actor.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- from_measure: The measure of the earlier position.
-- from_strength: Its strength.
-- to_measure: The measure of the later position.
-- to_strength: Its strength.
-- direction: stronger, weaker or unchanged, on the scale from ruled_out to implemented.
-- stated: When the later position was stated, in EDTF.
-- stated_earliest: First day on which the change can have happened; null where there is no earliest date.
-- stated_latest: Day by which it had happened.
-- asserted_by: The source of the later position: who stated it for the actor.
-- reason: The annotator's note on the relation between the two; null where the order of dates alone makes it a change.
-- from_commitment_id: The earlier position.
-- to_commitment_id: The later position.
-- example: SELECT country, from_measure, from_strength, to_measure, to_strength, direction, stated FROM stance_changes WHERE country IS NOT NULL ORDER BY stated_latest, to_commitment_id
CREATE VIEW stance_changes AS
WITH paired AS (
  SELECT b.stance_id AS from_id, m.stance_id AS to_id, b.step, r.note AS reason
  FROM relations AS r
  JOIN stance_timeline AS m ON m.commitment_id = r.subject_id
  JOIN stance_timeline AS b ON b.commitment_id = r.object_id
  WHERE r.relation = 'supersedes' AND m.self_asserted AND b.self_asserted
  UNION ALL
  SELECT t.previous_commitment_id, t.commitment_id, t.step - 1, NULL
  FROM stance_timeline AS t
  WHERE t.self_asserted AND t.previous_commitment_id IS NOT NULL AND t.is_certain
),
once AS (
  SELECT p.from_id, p.to_id, max(p.step) AS step, max(p.reason) AS reason
  FROM paired AS p
  GROUP BY p.from_id, p.to_id
),
latest AS (
  SELECT
    p.from_id,
    p.to_id,
    p.reason,
    row_number() OVER (PARTITION BY p.to_id, f.measure ORDER BY p.step DESC, p.from_id) AS lateness
  FROM once AS p
  JOIN commitments AS f ON f.commitment_id = p.from_id
)
SELECT
  t.actor_id,
  t.country,
  f.measure AS from_measure,
  f.strength AS from_strength,
  t.measure AS to_measure,
  t.strength AS to_strength,
  CASE
    WHEN t.strength_rank > f.strength_rank THEN 'stronger'
    WHEN t.strength_rank < f.strength_rank THEN 'weaker'
    ELSE 'unchanged'
  END AS direction,
  t.stated,
  t.stated_earliest,
  t.stated_latest,
  t.asserted_by,
  l.reason,
  l.from_id AS from_commitment_id,
  l.to_id AS to_commitment_id
FROM latest AS l
JOIN commitments AS f ON f.commitment_id = l.from_id
JOIN commitments AS t ON t.commitment_id = l.to_id
WHERE l.lateness = 1 AND (f.measure <> t.measure OR f.strength <> t.strength)
ORDER BY t.stated_latest, l.to_id, l.from_id;
