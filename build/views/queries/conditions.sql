-- Which commitments depend on a ceasefire, a peace deal, United States backing, and which on nothing?
--
-- Refusals and undecided positions are left out: what is not undertaken depends on nothing.
-- A condition that is not stated is not the same as none.
--
-- key: commitment_id
-- commitment_id: The position.
-- actor: Who is committed.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- strength: How far the actor goes.
-- self_asserted: Whether it is the actor's own statement.
-- condition: The condition, as a code.
-- condition_label: The condition, in words.
-- ceasefire_is_enough: Whether it applies once there is a ceasefire.
-- peace_deal_is_named: Whether a peace deal is what it waits for, alone or as an alternative.
-- needs_us_backing: Whether it needs support by the United States.
-- unconditional: Whether it expressly depends on nothing or is in effect.
-- condition_note: A second condition, or what other means.
-- disputed_in: Articles with a passage that gives another condition, in alphabetical order; null where none does. The passages are in disputed_details.
-- stated: When it was stated, in EDTF.
-- stated_latest: Last day on which it can have been stated.
-- example: SELECT condition, count(*) AS positions, count(DISTINCT actor) AS actors, count(disputed_in) AS disputed FROM conditions WHERE self_asserted GROUP BY condition ORDER BY condition
CREATE VIEW conditions AS
WITH disputed AS (
  SELECT record_id, string_agg(article_id, ', ' ORDER BY article_id) AS article_ids
  FROM (
    SELECT DISTINCT record_id, article_id
    FROM evidence
    WHERE record_table = 'commitments' AND field = 'condition' AND stance = 'disputes'
  ) AS passages
  GROUP BY record_id
)
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.self_asserted,
  c.condition,
  k.label AS condition_label,
  c.condition IN ('ceasefire', 'ceasefire_or_peace_deal') AS ceasefire_is_enough,
  c.condition IN ('peace_deal', 'ceasefire_or_peace_deal') AS peace_deal_is_named,
  c.condition = 'us_backing' AS needs_us_backing,
  c.condition = 'none' AS unconditional,
  c.condition_note,
  d.article_ids AS disputed_in,
  c.stated,
  c.stated_latest
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN codes AS k ON k.vocabulary = 'condition' AND k.code = CAST(c.condition AS VARCHAR)
LEFT JOIN disputed AS d ON d.record_id = c.commitment_id
WHERE c.strength_rank > 0
ORDER BY c.commitment_id;
