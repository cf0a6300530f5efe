-- Who changed its position, from what to what, when, and why?
--
-- Changes of an actor's own position, by the rule of stance_timeline: from the stance that the new
-- one supersedes, or the one before where the order is certain; of several the latest on the same
-- measure, or on another if there is none. A reiteration is not a change, nor are two
-- statements on one occasion, nor the same strength on the same measure. The later position is the
-- first of its stance that has the strength.
--
-- key: to_commitment_id
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
  SELECT r.object_id AS before_id, m.stance_id AS after_id, r.note AS reason
  FROM relations AS r
  JOIN stance_timeline AS m ON m.commitment_id = r.subject_id
  WHERE r.relation = 'supersedes' AND m.self_asserted
  UNION ALL
  SELECT t.previous_commitment_id, t.commitment_id, NULL
  FROM stance_timeline AS t
  WHERE t.self_asserted AND t.previous_commitment_id IS NOT NULL AND t.is_certain
),
ordered AS (
  SELECT
    f.commitment_id AS from_id,
    p.after_id AS to_id,
    max(p.reason) AS reason
  FROM paired AS p
  JOIN stance_timeline AS b ON b.commitment_id = p.before_id AND b.self_asserted
  JOIN stance_timeline AS f ON f.commitment_id = b.stance_id
  GROUP BY f.commitment_id, p.after_id
),
latest AS (
  SELECT
    o.from_id,
    o.to_id,
    o.reason,
    row_number() OVER (
      PARTITION BY o.to_id
      ORDER BY CASE WHEN f.measure = t.measure THEN 0 ELSE 1 END,
        coalesce(f.stated_earliest, f.stated_latest) DESC, f.stated_latest DESC, f.strength_rank DESC, o.from_id
    ) AS lateness
  FROM ordered AS o
  JOIN commitments AS f ON f.commitment_id = o.from_id
  JOIN commitments AS t ON t.commitment_id = o.to_id
),
reached AS (
  SELECT
    m.stance_id,
    m.commitment_id,
    row_number() OVER (PARTITION BY m.stance_id ORDER BY m.step) AS place
  FROM stance_timeline AS m
  JOIN commitments AS h ON h.commitment_id = m.stance_id AND h.strength = m.strength
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
  t.commitment_id AS to_commitment_id
FROM latest AS l
JOIN commitments AS f ON f.commitment_id = l.from_id
JOIN reached AS m ON m.stance_id = l.to_id AND m.place = 1
JOIN commitments AS t ON t.commitment_id = m.commitment_id
WHERE l.lateness = 1 AND (f.measure <> t.measure OR f.strength <> t.strength)
ORDER BY t.stated_latest, t.commitment_id;
