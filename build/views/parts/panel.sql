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
closing AS (
  SELECT r.object_id, min(substr(CAST(q.stated_latest AS VARCHAR), 1, 7)) AS month
  FROM relations AS r
  JOIN known AS q ON q.commitment_id = r.subject_id
  WHERE r.relation = 'supersedes'
  GROUP BY r.object_id
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
    substr(CAST(s.stated_latest AS VARCHAR), 1, 7) AS month,
    e.month AS closed
  FROM placed AS s
  LEFT JOIN closing AS e ON e.object_id = s.commitment_id
  WHERE s.country IS NOT NULL
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
    max(c.month) OVER stance AS since,
    max(CASE WHEN c.closed <= m.month THEN c.closed END) OVER stance AS closed,
    row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted
      ORDER BY c.stance DESC, abs(c.strength_rank) DESC, c.strength_rank, c.step, c.commitment_id
    ) AS lateness,
    row_number() OVER (
      PARTITION BY m.month, c.country, c.measure, c.self_asserted
      ORDER BY c.strength_rank, c.step, c.commitment_id
    ) AS hardness
  FROM months AS m
  JOIN monthly AS c ON c.month <= m.month
  WINDOW stance AS (PARTITION BY m.month, c.country, c.measure, c.self_asserted, c.stance)
),
summed AS (
  SELECT
    month,
    country,
    measure,
    max(CASE WHEN self_asserted AND lateness = 1 THEN commitment_id END) AS commitment_id,
    max(CASE WHEN self_asserted AND lateness = 1 THEN strength END) AS strength,
    max(CASE WHEN self_asserted AND lateness = 1 THEN strength_rank END) AS strength_rank,
    max(CASE WHEN self_asserted AND lateness = 1 THEN since END) AS since,
    -- What is stated again after it was superseded holds again.
    max(CASE WHEN self_asserted AND lateness = 1 AND closed >= since THEN 1 ELSE 0 END) AS is_closed,
    max(CASE WHEN self_asserted AND hardness = 1 AND strength_rank < 0 THEN strength END) AS hardest_refusal,
    max(CASE WHEN self_asserted AND hardness = 1 AND strength_rank < 0 THEN strength_rank END)
      AS hardest_refusal_rank,
    sum(CASE WHEN NOT self_asserted AND stated_in = month THEN 1 ELSE 0 END) AS claims
  FROM held
  GROUP BY month, country, measure
),
panel AS (
  SELECT
    c.country,
    c.measure,
    m.month,
    CASE WHEN l.is_closed = 0 THEN l.strength END AS strength,
    CASE WHEN l.is_closed = 0 THEN l.strength_rank END AS strength_rank,
    CASE WHEN l.commitment_id IS NOT NULL THEN l.since < m.month END AS is_carried_forward,
    CASE WHEN l.commitment_id IS NOT NULL THEN l.is_closed = 1 END AS is_superseded,
    l.hardest_refusal,
    l.hardest_refusal_rank,
    CAST(coalesce(l.claims, 0) AS BIGINT) AS claims,
    l.commitment_id
  FROM cells AS c
  CROSS JOIN months AS m
  LEFT JOIN summed AS l ON l.country = c.country AND l.measure = c.measure AND l.month = m.month
)
