-- Where exactly does this cell come from?
--
-- Any record, or one column of it, to the passages, the article and the link.
--
-- key: evidence_id
-- record_table: Table of the record.
-- record_id: Key of the record; the parts of a composite key are joined by a slash.
-- field: The column that the passage is about; null for the whole record.
-- stance: supports or disputes.
-- article_id: The article.
-- publisher: Its publisher.
-- published: When it appeared, in EDTF.
-- passage: First and last words of the passage.
-- start_char: Where the passage begins in the text that was coded, in code points.
-- end_char: Where it ends (exclusive), in code points.
-- tokens: Number of its words.
-- sha256: SHA-256 of its normalised words.
-- url: Deep link to the passage; null where the article has no address.
-- citation: A ready reference, with publisher, date, passage, address and the version of the dataset.
-- evidence_id: Key of the evidence.
-- example: SELECT article_id, field, stance, passage FROM provenance WHERE record_id = 'fra-ground_force-2026-01-06' ORDER BY article_id, start_char, field
CREATE VIEW provenance AS
SELECT
  e.record_table,
  e.record_id,
  e.field,
  e.stance,
  e.article_id,
  a.publisher,
  a.published,
  e.cue_start || coalesce(' … ' || e.cue_end, '') AS passage,
  e.start_char,
  e.end_char,
  e.tokens,
  e.sha256,
  e.url,
  a.publisher
    || coalesce(', "' || a.headline || '"', '')
    || CASE
      WHEN a.published_earliest = a.published_latest THEN ', ' || a.published
      ELSE ', published between ' || CAST(a.published_earliest AS VARCHAR)
        || ' and ' || CAST(a.published_latest AS VARCHAR)
    END
    || ', at "' || e.cue_start || coalesce(' … ' || e.cue_end, '') || '"'
    || coalesce(', ' || e.url, '')
    || '; coded as ' || CAST(e.record_table AS VARCHAR) || '/' || e.record_id
    || ' in: ' || d.title || ', version ' || d.version || '.' AS citation,
  e.evidence_id
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
CROSS JOIN dataset AS d
ORDER BY e.record_table, e.record_id, e.article_id, e.start_char, e.end_char, e.evidence_id;
