-- Which published cells and rows did the two codings code differently, and what was decided?
--
-- One row per published cell that the two codings code differently, and per published row that only
-- one of them has. Use it to leave contested rows out, or to test how much they matter.
--
-- key: coding_id
-- coding_id: The difference.
-- record_table: Table of the row.
-- record_id: Key of the row.
-- article_id: The article that was coded twice.
-- field: The column; null where only one coding has the row.
-- first_value: Value in the first coding.
-- second_value: Value in the second coding.
-- found_by: both, first, second, or neither for a row that a later reading added.
-- decision: first, second, both (both can be defended, the first stays) or neither.
-- reason: Why, in a sentence.
-- example: SELECT record_id, field, first_value, second_value, decision FROM contested WHERE record_table = 'commitments' AND field = 'strength' ORDER BY record_id, coding_id
CREATE VIEW contested AS
SELECT
  d.coding_id,
  CAST(d.record_table AS VARCHAR) AS record_table,
  d.record_id,
  d.article_id,
  d.field,
  d.first_value,
  d.second_value,
  CASE
    WHEN coalesce(d.first_id, d.second_id) IS NULL THEN 'neither'
    WHEN d.second_id IS NULL THEN 'first'
    WHEN d.first_id IS NULL THEN 'second'
    ELSE 'both'
  END AS found_by,
  d.decision,
  d.reason
FROM codings AS d
WHERE
  d.record_id IS NOT NULL
  AND (d.field IS NULL OR (d.first_id IS NOT NULL AND d.second_id IS NOT NULL))
ORDER BY 2, 3, 1;
