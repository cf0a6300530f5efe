-- How do I cite a row?
--
-- citation(record_table, record_id): a ready reference for each passage that supports the
-- record, with publisher, date, passage, address and the version of the dataset.
--
-- key: citation
-- article_id: The article.
-- citation: The reference.
-- example: SELECT citation FROM citation('commitments', 'deu-ground_force-2026-01')
CREATE MACRO citation(record_table, record_id) AS TABLE
SELECT DISTINCT
  e.article_id,
  a.publisher
    || coalesce(', "' || a.headline || '"', '')
    || ', ' || a.published
    || ', at "' || e.cue_start || coalesce(' … ' || e.cue_end, '') || '"'
    || coalesce(', ' || e.url, '')
    || '; coded as ' || CAST(e.record_table AS VARCHAR) || '/' || e.record_id
    || ' in: ' || d.title || ', version ' || d.version || '.' AS citation
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
CROSS JOIN dataset AS d
WHERE CAST(e.record_table AS VARCHAR) = record_table AND e.record_id = record_id
  AND e.stance = 'supports';
