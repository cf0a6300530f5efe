-- What is confirmed by two or more independent works?
--
-- Events and commitments, with the articles and works of which a passage supports the record
-- as a whole. Articles that carry one underlying story (reprints, wire copies, paraphrases,
-- relays) share a work and count once.
--
-- key: record_table, record_id
-- record_table: events or commitments.
-- record_id: Key of the record.
-- title: Title of the event, or summary of the position.
-- articles: Number of articles that support it.
-- works: Number of independent works among them.
-- corroborated: Whether there are two works or more.
-- article_ids: The articles, in alphabetical order.
-- example: SELECT record_id, works, article_ids FROM corroboration WHERE corroborated AND record_table = 'commitments' ORDER BY record_id
CREATE VIEW corroboration AS
WITH records AS (
  SELECT 'events' AS record_table, event_id AS record_id, title FROM events
  UNION ALL
  SELECT 'commitments', commitment_id, summary FROM commitments
),
support AS (
  SELECT DISTINCT e.record_table, e.record_id, a.article_id, a.work_id
  FROM evidence AS e
  JOIN articles AS a ON a.article_id = e.article_id
  WHERE e.stance = 'supports' AND e.field IS NULL
)
SELECT
  r.record_table,
  r.record_id,
  r.title,
  count(s.article_id) AS articles,
  count(DISTINCT s.work_id) AS works,
  count(DISTINCT s.work_id) >= 2 AS corroborated,
  string_agg(s.article_id, ', ' ORDER BY s.article_id) AS article_ids
FROM records AS r
LEFT JOIN support AS s
  ON CAST(s.record_table AS VARCHAR) = r.record_table AND s.record_id = r.record_id
GROUP BY r.record_table, r.record_id, r.title;
