-- Which positions are there, as the first coding, the second or the adjudicated one has them?
--
-- commitments_coded(coding): first, second or adjudicated; a row for each article that holds the
-- position, because each was coded by itself. What only one coding has is there under that
-- coding alone, with its own id where it is not published.
--
-- key: commitment_id, article_id
-- commitment_id: The position, as published; as the coding has it where it is not.
-- article_id: The article.
-- actor_id: Who is committed.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- measure: What the position is about.
-- strength: How far the actor goes.
-- strength_rank: Rank of strength.
-- asserted_by: On whose word it rests.
-- self_asserted: Whether it is the actor's own word.
-- condition: What it depends on.
-- contested: Whether the codings differ in any of these columns, or in having it at all.
-- example: SELECT strength, count(DISTINCT commitment_id) AS positions FROM commitments_coded('second') WHERE self_asserted AND strength_rank < 0 GROUP BY strength ORDER BY strength
CREATE MACRO commitments_coded(coding) AS TABLE
WITH known AS (
  SELECT
    CASE
      WHEN coding IN ('first', 'second', 'adjudicated') THEN coding
      ELSE error('no coding ' || coding || '; give first, second or adjudicated')
    END AS coding
),
told AS (
  SELECT
    d.article_id,
    coalesce(d.record_id, d.first_id, d.second_id) AS commitment_id,
    d.record_id,
    d.first_id,
    d.second_id,
    d.field,
    k.coding,
    CASE WHEN k.coding = 'first' THEN d.first_value ELSE d.second_value END AS cell
  FROM codings AS d
  CROSS JOIN known AS k
  WHERE
    d.record_table = 'commitments'
    AND (
      d.field IS NULL
      OR d.field IN ('actor_id', 'measure', 'strength', 'asserted_by', 'self_asserted', 'condition')
    )
),
changed AS (
  SELECT
    t.article_id,
    t.commitment_id,
    max(CASE WHEN t.field = 'actor_id' THEN t.cell END) AS actor_id,
    max(CASE WHEN t.field = 'measure' THEN t.cell END) AS measure,
    max(CASE WHEN t.field = 'strength' THEN t.cell END) AS strength,
    max(CASE WHEN t.field = 'asserted_by' THEN t.cell END) AS asserted_by,
    max(CASE WHEN t.field = 'self_asserted' THEN t.cell END) AS self_asserted,
    max(CASE WHEN t.field = 'condition' THEN t.cell END) AS condition,
    max(CASE WHEN t.record_id IS NULL THEN 0 ELSE 1 END) AS published,
    max(
      CASE
        WHEN t.coding = 'first' AND t.first_id IS NULL THEN 1
        WHEN t.coding = 'second' AND t.second_id IS NULL THEN 1
        ELSE 0
      END
    ) AS lacking,
    max(t.coding) AS coding
  FROM told AS t
  GROUP BY t.article_id, t.commitment_id
),
held AS (
  SELECT
    c.commitment_id,
    r.article_id,
    c.actor_id,
    CAST(c.measure AS VARCHAR) AS measure,
    CAST(c.strength AS VARCHAR) AS strength,
    c.asserted_by,
    CASE WHEN c.self_asserted THEN 'true' ELSE 'false' END AS self_asserted,
    CAST(c.condition AS VARCHAR) AS condition
  FROM commitments AS c
  JOIN reports AS r ON r.record_table = 'commitments' AND r.record_id = c.commitment_id
),
asked AS (
  SELECT
    h.commitment_id,
    h.article_id,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.actor_id, h.actor_id) ELSE h.actor_id END AS actor_id,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.measure, h.measure) ELSE h.measure END AS measure,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.strength, h.strength) ELSE h.strength END AS strength,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.asserted_by, h.asserted_by) ELSE h.asserted_by END AS asserted_by,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.self_asserted, h.self_asserted) ELSE h.self_asserted END AS self_asserted,
    CASE WHEN x.coding <> 'adjudicated' THEN coalesce(x.condition, h.condition) ELSE h.condition END AS condition,
    x.commitment_id IS NOT NULL AS contested
  FROM held AS h
  CROSS JOIN known AS k
  LEFT JOIN changed AS x ON x.commitment_id = h.commitment_id AND x.article_id = h.article_id
  WHERE coalesce(x.lacking, 0) = 0
  UNION ALL
  SELECT
    x.commitment_id,
    x.article_id,
    x.actor_id,
    x.measure,
    x.strength,
    x.asserted_by,
    x.self_asserted,
    x.condition,
    true
  FROM changed AS x
  WHERE x.published = 0 AND x.lacking = 0 AND x.coding <> 'adjudicated'
)
SELECT
  q.commitment_id,
  q.article_id,
  q.actor_id,
  a.country,
  q.measure,
  q.strength,
  s.rank AS strength_rank,
  q.asserted_by,
  q.self_asserted = 'true' AS self_asserted,
  q.condition,
  q.contested
FROM asked AS q
LEFT JOIN actors AS a ON a.actor_id = q.actor_id
JOIN codes AS s ON s.vocabulary = 'strength' AND s.code = q.strength
ORDER BY q.commitment_id, q.article_id;
