-- What is confirmed by two or more independent stories?
--
-- Events and commitments, with the articles and stories that report them. Articles that carry one
-- story (reprints, wire copies, paraphrases, relays) share a work and count once. The work of an
-- article whose publisher is unidentified may be one of the others, so that it counts among the
-- most there can be and not among the least; nothing is called corroborated because of it. Two
-- works can report the same as two positions, stated on two occasions: `same_strength_works_least`
-- counts the works of all positions of the actor on the measure that have the same strength, its
-- own statements and the claims of others apart.
--
-- key: record_table, record_id
-- record_table: events or commitments.
-- record_id: Key of the record.
-- title: Title of the event, or summary of the position.
-- status: Status of the event (a hypothetical event that is reported twice has not happened); null for a position.
-- articles: Number of articles that report it.
-- works_least: Least number of independent stories among them: 1 where only an unidentified publisher reports it.
-- works_most: Most number of independent stories among them.
-- corroborated: Whether there are at least two.
-- disputed_in: Articles among them, in alphabetical order, that dispute a detail of it; null where none does. The details are in disputed_details.
-- same_strength_works_least: Least number of independent stories that report a position of the same actor, measure and strength; for an event the same as works_least.
-- article_ids: The articles, in alphabetical order.
-- example: SELECT record_id, works_least, works_most, disputed_in FROM corroboration WHERE record_table = 'commitments' AND works_most >= 2 ORDER BY record_id
CREATE VIEW corroboration AS
WITH records AS (
  SELECT
    'events' AS record_table,
    event_id AS record_id,
    title,
    CAST(status AS VARCHAR) AS status,
    event_id AS stance
  FROM events
  UNION ALL
  SELECT
    'commitments',
    commitment_id,
    summary,
    NULL,
    actor_id || '/' || CAST(measure AS VARCHAR) || '/' || CAST(strength AS VARCHAR)
      || CASE WHEN self_asserted THEN '/own' ELSE '/claimed' END
  FROM commitments
),
sourced AS (
  SELECT
    s.record_table,
    s.record_id,
    s.article_id,
    s.work_id,
    CASE WHEN a.publisher <> 'unidentified' THEN s.work_id END AS established
  FROM reports AS s
  JOIN articles AS a ON a.article_id = s.article_id
),
alike AS (
  SELECT r.record_table, r.stance, greatest(count(DISTINCT s.established), 1) AS works
  FROM records AS r
  JOIN sourced AS s ON s.record_table = r.record_table AND s.record_id = r.record_id
  GROUP BY r.record_table, r.stance
),
disputing AS (
  SELECT d.record_table, d.record_id, string_agg(d.article_id, ', ' ORDER BY d.article_id) AS article_ids
  FROM (
    SELECT DISTINCT CAST(e.record_table AS VARCHAR) AS record_table, e.record_id, e.article_id
    FROM disputed_details AS e
    JOIN reports AS s
      ON s.record_table = CAST(e.record_table AS VARCHAR) AND s.record_id = e.record_id
        AND s.article_id = e.article_id
  ) AS d
  GROUP BY d.record_table, d.record_id
),
reporting AS (
  SELECT s.record_table, s.record_id, string_agg(s.article_id, ', ' ORDER BY s.article_id) AS article_ids
  FROM sourced AS s
  GROUP BY s.record_table, s.record_id
),
counted AS (
  SELECT
    s.record_table,
    s.record_id,
    count(*) AS articles,
    count(DISTINCT s.established) AS established,
    count(DISTINCT s.work_id) AS works
  FROM sourced AS s
  GROUP BY s.record_table, s.record_id
)
SELECT
  r.record_table,
  r.record_id,
  r.title,
  r.status,
  coalesce(n.articles, 0) AS articles,
  greatest(coalesce(n.established, 0), least(coalesce(n.articles, 0), 1)) AS works_least,
  coalesce(n.works, 0) AS works_most,
  coalesce(n.established, 0) >= 2 AS corroborated,
  d.article_ids AS disputed_in,
  coalesce(k.works, 0) AS same_strength_works_least,
  a.article_ids
FROM records AS r
LEFT JOIN counted AS n ON n.record_table = r.record_table AND n.record_id = r.record_id
LEFT JOIN reporting AS a ON a.record_table = r.record_table AND a.record_id = r.record_id
LEFT JOIN alike AS k ON k.record_table = r.record_table AND k.stance = r.stance
LEFT JOIN disputing AS d ON d.record_table = r.record_table AND d.record_id = r.record_id
ORDER BY r.record_table, r.record_id;
