-- How complete is the coding?
--
-- One row an article. A passage that lies in another, or overlaps it, counts once in the
-- share that is covered.
--
-- key: article_id
-- article_id: The article.
-- passages: Number of passages that support or dispute a record.
-- verbatim_quotes: Number of direct and partial quotations.
-- indirect_quotes: Number of indirect ones.
-- commitments: Number of positions that it reports.
-- events: Number of events that it reports.
-- countries: Number of countries that it names.
-- evidence_rows: Number of links from its passages to records.
-- codable_characters: Size of the text outside its excluded parts, in code points.
-- covered_characters: Of these, within a passage.
-- share_covered: Share of the codable text that is within a passage, from 0 to 1.
-- example: SELECT article_id, passages, verbatim_quotes, indirect_quotes, commitments, events, round(share_covered, 2) AS share FROM completeness ORDER BY article_id
CREATE VIEW completeness AS
WITH passages AS (
  SELECT DISTINCT article_id, start_char, end_char FROM evidence
),
reached AS (
  SELECT
    article_id, start_char, end_char,
    max(end_char) OVER (
      PARTITION BY article_id ORDER BY start_char, end_char DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS covered_to
  FROM passages
),
covered AS (
  SELECT
    article_id,
    count(*) AS passages,
    sum(greatest(0, end_char - greatest(start_char, coalesce(covered_to, start_char)))) AS characters
  FROM reached
  GROUP BY article_id
),
supported AS (
  SELECT
    article_id,
    count(*) FILTER (WHERE record_table = 'commitments') AS commitments,
    count(*) FILTER (WHERE record_table = 'events') AS events
  FROM reports
  GROUP BY article_id
),
linked AS (
  SELECT article_id, count(*) AS evidence_rows FROM evidence GROUP BY article_id
),
quoted AS (
  SELECT
    article_id,
    count(*) FILTER (WHERE form <> 'indirect') AS verbatim_quotes,
    count(*) FILTER (WHERE form = 'indirect') AS indirect_quotes
  FROM quotes
  GROUP BY article_id
),
named AS (
  SELECT article_id, count(*) AS countries FROM mentions GROUP BY article_id
)
SELECT
  a.article_id,
  coalesce(c.passages, 0) AS passages,
  coalesce(q.verbatim_quotes, 0) AS verbatim_quotes,
  coalesce(q.indirect_quotes, 0) AS indirect_quotes,
  coalesce(s.commitments, 0) AS commitments,
  coalesce(s.events, 0) AS events,
  coalesce(n.countries, 0) AS countries,
  coalesce(l.evidence_rows, 0) AS evidence_rows,
  a.codable_characters,
  CAST(coalesce(c.characters, 0) AS BIGINT) AS covered_characters,
  CAST(coalesce(c.characters, 0) AS DOUBLE) / a.codable_characters AS share_covered
FROM articles AS a
LEFT JOIN covered AS c ON c.article_id = a.article_id
LEFT JOIN supported AS s ON s.article_id = a.article_id
LEFT JOIN linked AS l ON l.article_id = a.article_id
LEFT JOIN quoted AS q ON q.article_id = a.article_id
LEFT JOIN named AS n ON n.article_id = a.article_id
ORDER BY a.article_id;
