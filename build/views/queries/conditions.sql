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
-- own_word: Whether it rests on the actor's own word.
-- condition: The condition, as a code.
-- condition_label: The condition, in words.
-- needs_ceasefire: Whether a ceasefire is enough.
-- needs_peace_deal: Whether a peace deal is what it waits for, alone or as an alternative.
-- needs_us_backing: Whether it needs support by the United States.
-- unconditional: Whether it expressly depends on nothing or is in effect.
-- condition_note: A second condition, or what other means.
-- stated: When it was stated, in EDTF.
-- stated_latest: Last day on which it can have been stated.
-- example: SELECT condition, count(*) AS positions, count(DISTINCT actor) AS actors FROM conditions WHERE own_word GROUP BY condition ORDER BY condition
CREATE VIEW conditions AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.self_asserted AS own_word,
  c.condition,
  k.label AS condition_label,
  c.condition IN ('ceasefire', 'ceasefire_or_peace_deal') AS needs_ceasefire,
  c.condition IN ('peace_deal', 'ceasefire_or_peace_deal') AS needs_peace_deal,
  c.condition = 'us_backing' AS needs_us_backing,
  c.condition = 'none' AS unconditional,
  c.condition_note,
  c.stated,
  c.stated_latest
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN codes AS k ON k.vocabulary = 'condition' AND k.code = CAST(c.condition AS VARCHAR)
WHERE c.strength_rank > 0;
