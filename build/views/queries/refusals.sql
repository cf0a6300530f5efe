-- Who refused, declined or withheld what, and who says so?
--
-- key: commitment_id
-- commitment_id: The position.
-- actor: Who refuses.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: What is refused.
-- strength: ruled_out, declined or withheld.
-- self_asserted: Whether it is the actor's own statement.
-- asserted_by: The source of the position.
-- asserted_by_name: Its name.
-- via: Who relays the word; null where nobody does.
-- condition: What the refusal depends on.
-- stated: When it was stated, in EDTF.
-- stated_latest: Last day on which it can have been stated.
-- summary: The position, in one sentence.
-- example: SELECT actor, measure, strength, asserted_by_name FROM refusals WHERE NOT self_asserted ORDER BY stated_latest, actor, asserted_by_name
CREATE VIEW refusals AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.self_asserted,
  c.asserted_by,
  w.name AS asserted_by_name,
  v.name AS via,
  c.condition,
  c.stated,
  c.stated_latest,
  c.summary
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
WHERE c.strength_rank < 0
ORDER BY c.stated_latest, c.commitment_id;
