-- What does one article have that another lacks or disputes?
--
-- between_articles(a, b): records that article a supports and article b does not have, and
-- columns of records of a that b disputes. Quotes and mentions are left out: they belong to
-- their article.
--
-- key: record_table, record_id, field, finding
-- record_table: Table of the record.
-- record_id: Key of the record.
-- field: The column that b disputes; null where b lacks the record.
-- finding: lacking or disputed.
-- example: SELECT finding, record_id, field FROM between_articles('telegraph-india-2026-01', 'unidentified-2026-01') WHERE record_table = 'commitments' ORDER BY finding, record_id, field
CREATE MACRO between_articles(a, b) AS TABLE
WITH supported AS (
  SELECT DISTINCT e.record_table, e.record_id
  FROM evidence AS e
  WHERE e.article_id = a AND e.stance = 'supports' AND e.record_table NOT IN ('quotes', 'mentions')
),
other AS (
  SELECT DISTINCT e.record_table, e.record_id, e.field, e.stance
  FROM evidence AS e
  WHERE e.article_id = b
)
SELECT CAST(s.record_table AS VARCHAR) AS record_table, s.record_id, NULL AS field, 'lacking' AS finding
FROM supported AS s
WHERE NOT EXISTS (
  SELECT 1 FROM other AS o WHERE o.record_table = s.record_table AND o.record_id = s.record_id
)
UNION ALL
SELECT CAST(s.record_table AS VARCHAR), s.record_id, o.field, 'disputed'
FROM supported AS s
JOIN other AS o ON o.record_table = s.record_table AND o.record_id = s.record_id
WHERE o.stance = 'disputes'
UNION ALL
SELECT '', '', NULL, error('no article ' || g.given || '; they are in the table articles')
FROM (SELECT a AS given UNION ALL SELECT b) AS g
WHERE g.given NOT IN (SELECT article_id FROM articles)
ORDER BY 1, 2, 3, 4;
