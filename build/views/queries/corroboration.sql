-- What is confirmed by two or more independent works?
--
-- Events and commitments, with the articles and works that report them. Articles that carry one
-- underlying story (reprints, wire copies, paraphrases, relays) share a work and count once.
-- Two works can report one stance as two positions, stated on two occasions: `stance_works`
-- counts the works of all positions of the actor on the measure that have the same strength,
-- its own word and others' apart.
--
-- key: record_table, record_id
-- record_table: events or commitments.
-- record_id: Key of the record.
-- title: Title of the event, or summary of the position.
-- articles: Number of articles that report it.
-- works: Number of independent works among them.
-- corroborated: Whether there are two works or more.
-- stance_works: Number of independent works that report the same stance; for an event the same as works.
-- article_ids: The articles, in alphabetical order.
-- example: SELECT record_id, works, stance_works, article_ids FROM corroboration WHERE record_table = 'commitments' AND stance_works >= 2 ORDER BY record_id
CREATE VIEW corroboration AS
WITH records AS (
  SELECT 'events' AS record_table, event_id AS record_id, title, event_id AS stance FROM events
  UNION ALL
  SELECT
    'commitments',
    commitment_id,
    summary,
    actor_id || '/' || CAST(measure AS VARCHAR) || '/' || CAST(strength AS VARCHAR)
      || CASE WHEN self_asserted THEN '/own' ELSE '/claimed' END
  FROM commitments
),
alike AS (
  SELECT r.record_table, r.stance, count(DISTINCT s.work_id) AS works
  FROM records AS r
  JOIN reports AS s ON s.record_table = r.record_table AND s.record_id = r.record_id
  GROUP BY r.record_table, r.stance
)
SELECT
  r.record_table,
  r.record_id,
  r.title,
  count(s.article_id) AS articles,
  count(DISTINCT s.work_id) AS works,
  count(DISTINCT s.work_id) >= 2 AS corroborated,
  coalesce(max(k.works), 0) AS stance_works,
  string_agg(s.article_id, ', ' ORDER BY s.article_id) AS article_ids
FROM records AS r
LEFT JOIN reports AS s ON s.record_table = r.record_table AND s.record_id = r.record_id
LEFT JOIN alike AS k ON k.record_table = r.record_table AND k.stance = r.stance
GROUP BY r.record_table, r.record_id, r.title
ORDER BY r.record_table, r.record_id;
