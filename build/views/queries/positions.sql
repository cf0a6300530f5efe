-- What is every position, in one flat table: who, what, how firmly, by whom, when, where it is written?
--
-- The table that every user builds first: one row per position, with labels beside the codes and the
-- ids of all records that it refers to. The quotation is the one that states the position, verbatim
-- where there is one. The passage supports the position as a whole and comes from the article that
-- appeared first. A position is known since the day by which that article had appeared.
--
-- key: commitment_id
-- country: Country of the committed actor (ISO 3166-1 alpha-3); null for a group.
-- actor: The committed actor.
-- measure: What the position is about.
-- measure_label: The same in words.
-- strength: How far the actor goes.
-- strength_label: The same in words.
-- strength_rank: Rank of strength; negative for refusals.
-- self_asserted: Whether it is the actor's own statement (true) or what others claim of it (false).
-- asserted_by_name: The source of the position: who states or claims it.
-- stated: When it was stated, in EDTF.
-- summary: The position, in one sentence.
-- is_current: Whether it is the current position of its actor on the measure, as this source states it: one of each stance, not superseded by another, by the rule of stance_timeline.
-- condition: What it depends on.
-- condition_label: The same in words.
-- location: Where.
-- quantity: The quantity as given.
-- quantity_unit: What is counted.
-- beneficiary: For whom; null for territory, ceasefire and sanctions.
-- expression: Whether it is said or signed, or only described.
-- via: Who relays the statement to the article; null where nobody does.
-- stated_earliest: First day on which it can have been stated; null where there is no earliest date.
-- stated_latest: Last day on which it can have been stated.
-- known_since: Day by which the first article that reports it had appeared.
-- event: The occasion; null where none is known.
-- event_date: Its date, in EDTF.
-- document: The document in which it stands; null where it stands in none.
-- quotation: The words that state it; null where only indirect speech or a description does.
-- gist: What was said, in a sentence; null where nothing was.
-- passage: First and last words of a passage that supports it.
-- passage_url: Address of that passage; null where the article has none.
-- citation: A ready reference for it.
-- publishers: Publishers of the articles that report it, in the order of article_ids.
-- articles: How many articles report it.
-- works_least: Least number of independent stories that these are.
-- works_most: Most number of independent stories that these are.
-- contested: Whether two codings differ in actor, measure, strength, source or condition, or in having it; null where none of its articles was coded twice.
-- country_name: Name of the country; null for a group.
-- commitment_id: The position.
-- actor_id: The committed actor.
-- asserted_by: The source.
-- beneficiary_id: For whom.
-- quote_id: The utterance that states it best.
-- event_id: The occasion.
-- instrument_id: The document.
-- article_ids: The articles that report it, in alphabetical order.
-- evidence_id: The evidence that the passage is.
-- example: SELECT country, measure, strength, asserted_by_name, stated, is_current FROM positions WHERE self_asserted AND strength_rank < 0 ORDER BY stated_latest, commitment_id LIMIT 5
CREATE VIEW positions AS
WITH sources AS (
  SELECT
    r.record_id AS commitment_id,
    min(r.published_latest) AS known_since,
    string_agg(a.publisher, '; ' ORDER BY r.article_id) AS publishers
  FROM reports AS r
  JOIN articles AS a ON a.article_id = r.article_id
  WHERE r.record_table = 'commitments'
  GROUP BY r.record_id
),
passages AS (
  SELECT
    e.record_id AS commitment_id,
    e.passage,
    e.url,
    e.citation,
    e.evidence_id,
    row_number() OVER (
      PARTITION BY e.record_id
      ORDER BY a.published_latest, e.article_id, e.start_char, e.evidence_id
    ) AS place
  FROM provenance AS e
  JOIN articles AS a ON a.article_id = e.article_id
  WHERE CAST(e.record_table AS VARCHAR) = 'commitments' AND e.stance = 'supports' AND e.field IS NULL
)
SELECT
  c.country,
  a.name AS actor,
  c.measure,
  m.label AS measure_label,
  c.strength,
  s.label AS strength_label,
  c.strength_rank,
  c.self_asserted,
  w.name AS asserted_by_name,
  c.stated,
  c.summary,
  l.is_current,
  c.condition,
  k.label AS condition_label,
  c.location,
  c.quantity_best AS quantity,
  c.quantity_unit,
  b.name AS beneficiary,
  c.expression,
  v.name AS via,
  c.stated_earliest,
  c.stated_latest,
  o.known_since,
  e.title AS event,
  e.date AS event_date,
  i.title AS document,
  q.text AS quotation,
  q.gist,
  p.passage,
  p.url AS passage_url,
  p.citation,
  o.publishers,
  r.articles,
  r.works_least,
  r.works_most,
  CASE WHEN t.found_by_both IS NOT NULL THEN x.record_id IS NOT NULL END AS contested,
  n.name AS country_name,
  c.commitment_id,
  c.actor_id,
  c.asserted_by,
  c.beneficiary_id,
  c.quote_id,
  c.event_id,
  c.instrument_id,
  r.article_ids,
  p.evidence_id
FROM commitments AS c
JOIN stance_timeline AS l ON l.commitment_id = c.commitment_id
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
LEFT JOIN actors AS b ON b.actor_id = c.beneficiary_id
LEFT JOIN countries AS n ON n.country = c.country
LEFT JOIN events AS e ON e.event_id = c.event_id
LEFT JOIN instruments AS i ON i.instrument_id = c.instrument_id
LEFT JOIN quotes AS q ON q.quote_id = c.quote_id
LEFT JOIN sources AS o ON o.commitment_id = c.commitment_id
LEFT JOIN passages AS p ON p.commitment_id = c.commitment_id AND p.place = 1
LEFT JOIN corroboration AS r ON r.record_table = 'commitments' AND r.record_id = c.commitment_id
LEFT JOIN coded_twice AS t ON t.commitment_id = c.commitment_id
LEFT JOIN (
  SELECT DISTINCT d.record_id
  FROM contested AS d
  WHERE
    d.record_table = 'commitments'
    AND (
      d.found_by <> 'both'
      OR d.field IN ('actor_id', 'measure', 'strength', 'asserted_by', 'self_asserted', 'condition')
    )
) AS x ON x.record_id = c.commitment_id
JOIN codes AS m ON m.vocabulary = 'measure' AND m.code = CAST(c.measure AS VARCHAR)
JOIN codes AS s ON s.vocabulary = 'strength' AND s.code = CAST(c.strength AS VARCHAR)
JOIN codes AS k ON k.vocabulary = 'condition' AND k.code = CAST(c.condition AS VARCHAR)
ORDER BY c.country NULLS LAST, c.actor_id, c.measure, c.stated_latest, c.commitment_id;
