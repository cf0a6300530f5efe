-- Which positions are the actor's own, and which claimed for it by others?
--
-- key: commitment_id
-- commitment_id: The position.
-- actor: Whose position it is.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- strength: How far the actor goes.
-- self_asserted: Whether it is the actor's own statement.
-- asserted_by: The source of the position.
-- asserted_by_name: Its name.
-- asserted_by_kind: What kind of actor that is.
-- via: Who relays the word; null where nobody does.
-- stated: When it was stated, in EDTF.
-- stated_latest: Last day on which it can have been stated.
-- example: SELECT actor, self_asserted, count(*) AS positions FROM own_and_claimed WHERE country IS NOT NULL GROUP BY actor, self_asserted ORDER BY actor, self_asserted DESC
CREATE VIEW own_and_claimed AS
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  c.self_asserted,
  c.asserted_by,
  w.name AS asserted_by_name,
  w.kind AS asserted_by_kind,
  v.name AS via,
  c.stated,
  c.stated_latest
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
ORDER BY c.commitment_id;
