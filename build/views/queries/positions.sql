-- What is every position, in one flat table: names and labels, quotation, sources, since when known?
--
-- What every user builds first. A row is a commitment; codes stand beside their labels. Its best
-- quotation is that which states it, verbatim where there is one. It is known since the day by
-- which the first article that reports it had appeared.
--
-- key: commitment_id
-- commitment_id: The position.
-- actor: Who is committed.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- country_name: Its name.
-- beneficiary: For whom; null for territory, ceasefire and sanctions.
-- measure: What it is about.
-- measure_label: The same in words.
-- strength: How far the actor goes.
-- strength_label: The same in words.
-- strength_rank: Rank of strength; negative for refusals.
-- own_word: Whether it is the actor's own word.
-- asserted_by: On whose word it rests.
-- via: Who relays the word; null where nobody does.
-- expression: Whether it is said or signed, or only described.
-- condition: What it depends on.
-- condition_label: The same in words.
-- location: Where.
-- quantity: The quantity as given.
-- quantity_unit: What is counted.
-- stated: When it was stated, in EDTF.
-- stated_earliest: First day of that; null where open to the past.
-- stated_latest: Last day of that.
-- event: The occasion; null where none is known.
-- event_date: Its date, in EDTF.
-- document: The document in which it stands; null where it stands in none.
-- quotation: The words that state it; null where only indirect speech or a description does.
-- gist: What was said, in a sentence; null where nothing was.
-- articles: How many articles report it.
-- works: How many stories these are; reprints are one.
-- known_since: Day by which the first of these had appeared.
-- contested: Whether two codings differ in actor, measure, strength, whose word or condition, or in having it; null where none of its articles was coded twice.
-- summary: The position, in one sentence.
-- example: SELECT country_name, measure_label, strength_label, known_since, contested FROM positions WHERE own_word AND strength_rank < 0 ORDER BY known_since, commitment_id LIMIT 5
CREATE VIEW positions AS
WITH sources AS (
  SELECT
    r.record_id AS commitment_id,
    count(*) AS articles,
    count(DISTINCT r.work_id) AS works,
    min(r.published_latest) AS known_since
  FROM reports AS r
  WHERE r.record_table = 'commitments'
  GROUP BY r.record_id
)
SELECT
  c.commitment_id,
  a.name AS actor,
  c.country,
  n.name AS country_name,
  b.name AS beneficiary,
  c.measure,
  m.label AS measure_label,
  c.strength,
  s.label AS strength_label,
  c.strength_rank,
  c.self_asserted AS own_word,
  w.name AS asserted_by,
  v.name AS via,
  c.expression,
  c.condition,
  k.label AS condition_label,
  c.location,
  c.quantity_best AS quantity,
  c.quantity_unit,
  c.stated,
  c.stated_earliest,
  c.stated_latest,
  e.title AS event,
  e.date AS event_date,
  i.title AS document,
  q.text AS quotation,
  q.gist,
  o.articles,
  o.works,
  o.known_since,
  CASE WHEN t.found_by_both IS NOT NULL THEN x.record_id IS NOT NULL END AS contested,
  c.summary
FROM commitments AS c
JOIN actors AS a ON a.actor_id = c.actor_id
JOIN actors AS w ON w.actor_id = c.asserted_by
LEFT JOIN actors AS v ON v.actor_id = c.via_actor_id
LEFT JOIN actors AS b ON b.actor_id = c.beneficiary_id
LEFT JOIN countries AS n ON n.country = c.country
LEFT JOIN events AS e ON e.event_id = c.event_id
LEFT JOIN instruments AS i ON i.instrument_id = c.instrument_id
LEFT JOIN quotes AS q ON q.quote_id = c.quote_id
LEFT JOIN sources AS o ON o.commitment_id = c.commitment_id
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
ORDER BY c.commitment_id;
