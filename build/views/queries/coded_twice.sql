-- Did both codings find a position, do they agree on its strength, and which rule decided it?
--
-- Where several articles report a position, each of them was coded twice, and the codings agree only
-- if they agree in all. Null if none of its articles was coded twice.
--
-- key: commitment_id
-- commitment_id: The position.
-- strength: Its strength, as published.
-- found_by_both: Whether both codings have it, in every article that was coded twice.
-- strength_agrees: Whether both gave it the same strength; null where only one has it.
-- contested_columns: The columns that they code differently; null if there are none.
-- strength_rule: The codebook rule behind its strength.
-- strength_cue: The deciding words; null if no wording decides.
-- example: SELECT strength_agrees, count(*) AS positions FROM coded_twice GROUP BY strength_agrees ORDER BY positions DESC, strength_agrees
CREATE VIEW coded_twice AS
WITH twice AS (
  SELECT DISTINCT r.record_id AS commitment_id
  FROM reports AS r
  WHERE
    r.record_table = 'commitments'
    AND r.article_id IN (SELECT d.article_id FROM codings AS d)
),
units AS (
  SELECT
    x.record_id AS commitment_id,
    max(CASE WHEN x.found_by <> 'both' THEN 1 ELSE 0 END) AS one_only,
    max(CASE WHEN x.found_by = 'both' AND x.field = 'strength' THEN 1 ELSE 0 END) AS strengths
  FROM contested AS x
  WHERE x.record_table = 'commitments'
  GROUP BY x.record_id
),
cells AS (
  SELECT DISTINCT x.record_id AS commitment_id, x.field
  FROM contested AS x
  WHERE x.record_table = 'commitments' AND x.found_by = 'both'
  ORDER BY 1, 2
),
listed AS (
  SELECT l.commitment_id, string_agg(l.field, ', ' ORDER BY l.field) AS contested_columns
  FROM cells AS l
  GROUP BY l.commitment_id
)
SELECT
  c.commitment_id,
  c.strength,
  CASE WHEN t.commitment_id IS NOT NULL THEN coalesce(u.one_only, 0) = 0 END AS found_by_both,
  CASE
    WHEN t.commitment_id IS NOT NULL AND coalesce(u.one_only, 0) = 0
      THEN coalesce(u.strengths, 0) = 0
  END AS strength_agrees,
  l.contested_columns,
  b.rule AS strength_rule,
  b.cue AS strength_cue
FROM commitments AS c
LEFT JOIN twice AS t ON t.commitment_id = c.commitment_id
LEFT JOIN units AS u ON u.commitment_id = c.commitment_id
LEFT JOIN listed AS l ON l.commitment_id = c.commitment_id
LEFT JOIN (
  SELECT k.commitment_id, min(CAST(k.rule AS VARCHAR)) AS rule, min(k.cue) AS cue
  FROM basis AS k
  WHERE k.field = 'strength'
  GROUP BY k.commitment_id
) AS b ON b.commitment_id = c.commitment_id
ORDER BY c.commitment_id;
