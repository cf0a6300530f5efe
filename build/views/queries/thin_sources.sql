-- What rests only on anonymous or second-hand sources?
--
-- Positions on the word of a shielded source, positions that somebody relays to the article,
-- what one newspaper relays of another, and positions that only relaying or paraphrasing
-- articles carry.
--
-- key: commitment_id
-- commitment_id: The position.
-- actor: Whose position it is.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: The measure.
-- strength: How far the actor goes.
-- on_the_word_of: Whose word it rests on.
-- anonymous: Whether that is a shielded source.
-- via: Who relays the word to the article; null where nobody does.
-- relayed_publisher: Whether it is the word of a publisher that no article here is by.
-- second_hand_articles: Whether every article that reports it relays or paraphrases another outlet.
-- article_ids: The articles, in alphabetical order.
-- example: SELECT actor, measure, strength, on_the_word_of FROM thin_sources WHERE anonymous ORDER BY commitment_id
CREATE VIEW thin_sources AS
WITH carried AS (
  SELECT
    r.record_id AS commitment_id,
    min(CASE WHEN a.derivation IN ('relay', 'paraphrase') THEN 1 ELSE 0 END) = 1 AS second_hand_articles,
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
    w.name AS on_the_word_of,
    w.kind = 'anonymous' AS anonymous,
    v.name AS via,
    w.kind = 'media' AND NOT coalesce(k.in_its_voice, FALSE) AS relayed_publisher,
    coalesce(k.second_hand_articles, FALSE) AS second_hand_articles,
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
WHERE anonymous OR via IS NOT NULL OR relayed_publisher OR second_hand_articles
ORDER BY commitment_id;
