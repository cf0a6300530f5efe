-- What rests only on anonymous or second-hand sources?
--
-- Positions on the word of a shielded source, positions that somebody relays to the article,
-- and positions that only relaying or paraphrasing articles carry.
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
-- second_hand_articles: Whether every article that carries it relays or paraphrases another outlet.
-- article_ids: The articles, in alphabetical order.
-- example: SELECT actor, measure, strength, on_the_word_of FROM thin_sources WHERE anonymous ORDER BY commitment_id
CREATE VIEW thin_sources AS
WITH carried AS (
  SELECT
    e.record_id AS commitment_id,
    bool_and(a.derivation IN ('relay', 'paraphrase')) AS second_hand_articles
  FROM evidence AS e
  JOIN articles AS a ON a.article_id = e.article_id
  WHERE e.record_table = 'commitments' AND e.stance = 'supports' AND e.field IS NULL
  GROUP BY e.record_id
)
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  c.measure,
  c.strength,
  w.name AS on_the_word_of,
  w.kind = 'anonymous' AS anonymous,
  v.name AS via,
  coalesce(k.second_hand_articles, false) AS second_hand_articles,
  r.article_ids
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
LEFT JOIN carried AS k ON k.commitment_id = c.commitment_id
JOIN corroboration AS r ON r.record_table = 'commitments' AND r.record_id = c.commitment_id
WHERE w.kind = 'anonymous' OR c.via_actor_id IS NOT NULL OR k.second_hand_articles;
