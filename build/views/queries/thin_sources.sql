-- What rests only on anonymous or second-hand sources?
--
-- Each position is judged by itself. A position is listed if its source is anonymous, if somebody
-- other than the speaker's own office relays it to the article, if one newspaper relays another, or if
-- only an article of an unidentified publisher reports it. A public statement that a newspaper reports
-- is not listed.
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
-- anonymous: Whether that is an anonymous source.
-- anonymous_number: Whether it is one person, several, or not stated; null where it is not anonymous.
-- via: Who relays the statement to the article; null where nobody does, or the speaker's own office.
-- relayed_publisher: Whether the source is a publisher that no article here is by.
-- unidentified_only: Whether every article that reports it is of an unidentified publisher.
-- article_ids: The articles, in alphabetical order.
-- example: SELECT actor, measure, strength, asserted_by_name, anonymous_number FROM thin_sources WHERE anonymous ORDER BY commitment_id
CREATE VIEW thin_sources AS
WITH carried AS (
  SELECT
    r.record_id AS commitment_id,
    min(CASE WHEN a.publisher = 'unidentified' THEN 1 ELSE 0 END) = 1 AS unidentified_only,
    max(CASE WHEN a.voice_id = c.asserted_by THEN 1 ELSE 0 END) = 1 AS in_its_voice
  FROM reports AS r
  JOIN articles AS a ON a.article_id = r.article_id
  JOIN commitments AS c ON c.commitment_id = r.record_id
  WHERE r.record_table = 'commitments'
  GROUP BY r.record_id
),
judged AS (
  SELECT
    c.commitment_id,
    a.name AS actor,
    c.country,
    c.measure,
    c.strength,
    c.self_asserted,
    c.asserted_by,
    w.name AS asserted_by_name,
    w.kind = 'anonymous' AS anonymous,
    w.anonymous_number,
    CASE
      WHEN NOT (v.kind = 'government_body' AND coalesce(v.country = w.country, FALSE)) THEN v.name
    END AS via,
    w.kind = 'media' AND NOT coalesce(k.in_its_voice, FALSE) AS relayed_publisher,
    coalesce(k.unidentified_only, FALSE) AS unidentified_only,
    r.article_ids
  FROM commitments AS c
  JOIN actors AS a ON a.actor_id = c.actor_id
  JOIN actors AS w ON w.actor_id = c.asserted_by
  LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
  LEFT JOIN carried AS k ON k.commitment_id = c.commitment_id
  JOIN corroboration AS r ON r.record_table = 'commitments' AND r.record_id = c.commitment_id
)
SELECT *
FROM judged
WHERE anonymous OR via IS NOT NULL OR relayed_publisher OR unidentified_only
ORDER BY commitment_id;
