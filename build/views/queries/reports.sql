-- Which article reports which record, and since when can it be known?
--
-- An article reports a record where a passage of it supports the record as a whole; a passage
-- for one column of it is not enough. Every view that counts articles or works, or asks since
-- when something was known, counts by this one.
--
-- key: record_table, record_id, article_id
-- record_table: Table of the record.
-- record_id: Key of the record.
-- article_id: The article.
-- work_id: The story that the article carries; articles of one story are one source.
-- published_earliest: First day on which the article can have appeared.
-- published_latest: Day by which it had appeared.
-- example: SELECT article_id, published_latest FROM reports WHERE record_id = '2026-01-06-paris-summit' ORDER BY article_id
CREATE VIEW reports AS
SELECT DISTINCT
  CAST(e.record_table AS VARCHAR) AS record_table,
  e.record_id,
  e.article_id,
  a.work_id,
  a.published_earliest,
  a.published_latest
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
WHERE e.stance = 'supports' AND e.field IS NULL
ORDER BY 1, 2, 3;
