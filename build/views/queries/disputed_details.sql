-- Which detail of a record does an article give otherwise?
--
-- One row a passage that disputes one column of a record that other passages support.
--
-- key: evidence_id
-- evidence_id: The evidence that disputes.
-- record_table: Table of the record.
-- record_id: Key of the record.
-- field: The column that is disputed.
-- article_id: The article that says otherwise.
-- publisher: Its publisher.
-- passage: First and last words of the passage.
-- example: SELECT record_id, field, article_id FROM disputed_details ORDER BY record_id, field
CREATE VIEW disputed_details AS
SELECT
  e.evidence_id,
  e.record_table,
  e.record_id,
  e.field,
  e.article_id,
  a.publisher,
  e.cue_start || coalesce(' … ' || e.cue_end, '') AS passage
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
WHERE e.stance = 'disputes'
ORDER BY e.record_table, e.record_id, e.field, e.article_id, e.evidence_id;
