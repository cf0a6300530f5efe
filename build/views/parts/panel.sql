-- A row per country, measure and month, over the positions that `known` has. A position is counted
-- from the month of its last possible day, when it is certain to have been stated.
{{stances}},
days AS (
  SELECT substr(CAST(stated_latest AS VARCHAR), 1, 7) AS month FROM known
  UNION
  SELECT substr(CAST(published_latest AS VARCHAR), 1, 7) FROM published
),
ends AS (
  SELECT min(month) AS first_month, max(month) AS last_month FROM days
),
digits AS (
  SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9
),
twelve AS (
  SELECT '01' AS n UNION ALL SELECT '02' UNION ALL SELECT '03' UNION ALL SELECT '04'
  UNION ALL SELECT '05' UNION ALL SELECT '06' UNION ALL SELECT '07' UNION ALL SELECT '08'
  UNION ALL SELECT '09' UNION ALL SELECT '10' UNION ALL SELECT '11' UNION ALL SELECT '12'
),
every_month AS (
  SELECT CAST(CAST(substr(e.first_month, 1, 4) AS INTEGER) + t.n * 10 + u.n AS VARCHAR) || '-' || m.n AS month
  FROM ends AS e
  CROSS JOIN digits AS t
  CROSS JOIN digits AS u
  CROSS JOIN twelve AS m
),
months AS (
  SELECT m.month
  FROM every_month AS m
  JOIN ends AS e ON m.month >= e.first_month AND m.month <= e.last_month
),
monthly AS (
  SELECT
    s.commitment_id,
    s.country,
    s.measure,
    s.self_asserted,
    s.strength,
    s.strength_rank,
    s.stance,
    s.step,
    s.stated_latest,
    substr(CAST(s.stated_latest AS VARCHAR), 1, 7) AS month
  FROM counted AS s
  WHERE s.country IS NOT NULL
),
closed AS (
  SELECT DISTINCT o.country, o.measure, o.stance, s.stated_latest, s.month
  FROM relations AS r
  JOIN monthly AS o ON o.commitment_id = r.object_id
  JOIN monthly AS s ON s.commitment_id = r.subject_id
  WHERE
    r.relation = 'supersedes' AND o.self_asserted
    AND (s.measure <> o.measure OR s.stance <> o.stance)
),
cells AS (
  SELECT DISTINCT country, measure FROM known WHERE country IS NOT NULL
),
held AS (
  SELECT
    m.month,
    c.commitment_id,
    c.country,
    c.measure,
    c.self_asserted,
    c.strength,
    c.strength_rank,
    c.month AS stated_in,
    c.stance,
    max(c.stated_latest) OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted, c.stance
    ) AS held_until,
    c.self_asserted AND row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted
      ORDER BY c.stance DESC, abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) = 1 AS is_latest,
    c.self_asserted AND c.strength_rank < 0 AND row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted ORDER BY c.strength_rank, c.step
    ) = 1 AS is_hardest
  FROM months AS m
  JOIN monthly AS c ON c.month <= m.month
),
summed AS (
  SELECT
    month,
    country,
    measure,
    max(CASE WHEN is_latest THEN commitment_id END) AS commitment_id,
    max(CASE WHEN is_latest THEN strength END) AS strength,
    max(CASE WHEN is_latest THEN strength_rank END) AS strength_rank,
    max(CASE WHEN is_latest THEN stance END) AS stance,
    max(CASE WHEN is_latest THEN held_until END) AS held_until,
    max(CASE WHEN is_hardest THEN strength END) AS hardest_refusal,
    max(CASE WHEN is_hardest THEN strength_rank END) AS hardest_refusal_rank,
    sum(CASE WHEN NOT self_asserted AND stated_in = month THEN 1 ELSE 0 END) AS claims
  FROM held
  GROUP BY month, country, measure
),
-- What is stated again after it was superseded holds again.
ended AS (
  SELECT DISTINCT l.month, l.country, l.measure
  FROM summed AS l
  JOIN closed AS x
    ON x.country = l.country AND x.measure = l.measure AND x.stance = l.stance
      AND x.month <= l.month AND x.stated_latest >= l.held_until
),
panel AS (
  SELECT
    c.country,
    c.measure,
    m.month,
    CASE WHEN x.month IS NULL THEN l.strength END AS strength,
    CASE WHEN x.month IS NULL THEN l.strength_rank END AS strength_rank,
    CASE
      WHEN l.commitment_id IS NOT NULL
        THEN substr(CAST(l.held_until AS VARCHAR), 1, 7) < m.month
    END AS is_carried_forward,
    CASE WHEN l.commitment_id IS NOT NULL THEN x.month IS NOT NULL END AS is_superseded,
    l.hardest_refusal,
    l.hardest_refusal_rank,
    CAST(coalesce(l.claims, 0) AS BIGINT) AS claims,
    l.commitment_id
  FROM cells AS c
  CROSS JOIN months AS m
  LEFT JOIN summed AS l ON l.country = c.country AND l.measure = c.measure AND l.month = m.month
  LEFT JOIN ended AS x ON x.country = c.country AND x.measure = c.measure AND x.month = m.month
)
