-- Who changed its position, from what to what, when, and why?
--
-- Changes of an actor's own position, by the rule of stance_timeline: from each measure the latest
-- stance that the new one supersedes, and where it supersedes none on its own measure, the stance
-- before, if the order is certain. A reiteration is not a change, nor are two statements on one
-- occasion, nor the same strength on the same measure.
--
-- key: to_commitment_id, from_commitment_id
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
WITH named AS (
  SELECT b.stance_id AS from_id, m.stance_id AS to_id, max(r.note) AS reason
  FROM relations AS r
  JOIN stance_timeline AS m ON m.commitment_id = r.subject_id AND m.self_asserted
  JOIN stance_timeline AS b ON b.commitment_id = r.object_id AND b.self_asserted
  WHERE r.relation = 'supersedes' AND b.stance_id <> m.stance_id
  GROUP BY b.stance_id, m.stance_id
),
on_measure AS (
  SELECT DISTINCT n.to_id
  FROM named AS n
  JOIN commitments AS f ON f.commitment_id = n.from_id
  JOIN commitments AS t ON t.commitment_id = n.to_id AND t.measure = f.measure
),
paired AS (
  SELECT n.from_id, n.to_id, n.reason FROM named AS n
  UNION ALL
  SELECT t.previous_commitment_id, t.commitment_id, NULL
  FROM stance_timeline AS t
  LEFT JOIN on_measure AS o ON o.to_id = t.commitment_id
  WHERE
    t.self_asserted AND t.previous_commitment_id IS NOT NULL AND t.is_certain
    AND o.to_id IS NULL
),
latest AS (
  SELECT
    p.from_id,
    p.to_id,
    p.reason,
    row_number() OVER (
      PARTITION BY p.to_id, f.measure
      ORDER BY coalesce(f.stated_earliest, f.stated_latest) DESC, f.stated_latest DESC,
        f.strength_rank DESC, p.from_id
    ) AS lateness
  FROM paired AS p
  JOIN commitments AS f ON f.commitment_id = p.from_id
  JOIN commitments AS t ON t.commitment_id = p.to_id
  WHERE f.measure <> t.measure OR f.strength <> t.strength
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
WHERE l.lateness = 1
ORDER BY t.stated_latest, l.to_id, l.from_id;
