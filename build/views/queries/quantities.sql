-- Which commitments have a quantity, and how is it bounded?
--
-- key: commitment_id
-- commitment_id: The position.
-- actor: Who is committed.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- strength: How far the actor goes.
-- quantity_low: Lower bound as coded.
-- quantity_best: The quantity as given.
-- quantity_high: Upper bound as coded.
-- unit: What is counted.
-- bound: How the quantity is bounded.
-- at_least: The least it can be; null where it is open or only approximate.
-- at_most: The most it can be; null where it is open or only approximate.
-- summary: The position, in one sentence.
-- example: SELECT actor, measure, strength, quantity_best, unit, bound, at_least, at_most FROM quantities ORDER BY commitment_id
CREATE VIEW quantities AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.quantity_low,
  c.quantity_best,
  c.quantity_high,
  c.quantity_unit AS unit,
  c.quantity_bound AS bound,
  CASE
    WHEN c.quantity_bound = 'exact' THEN coalesce(c.quantity_low, c.quantity_best)
    WHEN c.quantity_bound = 'at_least' THEN c.quantity_best
    WHEN c.quantity_bound = 'more_than' THEN c.quantity_best + 1
  END AS at_least,
  CASE
    WHEN c.quantity_bound = 'exact' THEN coalesce(c.quantity_high, c.quantity_best)
    WHEN c.quantity_bound = 'at_most' THEN c.quantity_best
  END AS at_most,
  c.summary
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
WHERE c.quantity_unit IS NOT NULL
ORDER BY c.commitment_id;
