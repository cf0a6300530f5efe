-- How do I cite a row?
--
-- citation(of_table, of_id): a ready reference for each passage that supports the
-- record, with publisher, date, passage, address and the version of the dataset.
--
-- key: citation
-- article_id: The article.
-- citation: The reference.
-- example: SELECT citation FROM citation('commitments', (SELECT min(commitment_id) FROM commitments))
CREATE MACRO citation(of_table, of_id) AS TABLE
WITH found AS (
  SELECT DISTINCT p.article_id, p.citation
  FROM provenance AS p
  WHERE CAST(p.record_table AS VARCHAR) = of_table AND p.record_id = of_id
    AND p.stance = 'supports'
)
SELECT article_id, citation
FROM found
UNION ALL
SELECT
  '',
  error('no passage supports ' || of_table || '/' || coalesce(of_id, 'null') || '; give a table, such as commitments, and the key of one of its rows')
FROM (SELECT count(*) AS n FROM found) AS counted
WHERE n = 0
ORDER BY 1, 2;
