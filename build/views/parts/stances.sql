-- The rule of what is latest and what is a change, over the positions that `known` has; the
-- dictionary says it in words. A stance is one occasion, or several that repeat each other;
-- `place` 1 is the position that says it in the strongest words. `first_day` is the first day on
-- which a position can have been stated: not before what it supersedes or repeats; `placed_on` is
-- that day too, or the last possible one where there is no earliest date.
tied AS (
  SELECT
    s.commitment_id,
    max(o.stated_earliest) AS not_before,
    max(
      CASE
        WHEN r.relation = 'reiterates' AND s.measure = o.measure
          AND s.self_asserted = o.self_asserted AND (s.self_asserted OR s.asserted_by = o.asserted_by)
          THEN 1
        ELSE 0
      END
    ) AS repeats
  FROM relations AS r
  JOIN known AS s ON s.commitment_id = r.subject_id
  JOIN known AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
  GROUP BY s.commitment_id
),
voiced AS (
  SELECT
    k.commitment_id,
    k.actor_id,
    k.country,
    k.measure,
    k.self_asserted,
    k.asserted_by,
    CASE WHEN k.self_asserted THEN '' ELSE k.asserted_by END AS voice,
    k.strength,
    k.strength_rank,
    k.stated,
    k.stated_earliest,
    k.stated_latest,
    k.event_id,
    CASE
      WHEN k.stated_earliest IS NULL OR t.not_before > k.stated_earliest THEN t.not_before
      ELSE k.stated_earliest
    END AS first_day,
    CASE
      WHEN t.not_before > coalesce(k.stated_earliest, k.stated_latest) THEN t.not_before
      ELSE coalesce(k.stated_earliest, k.stated_latest)
    END AS placed_on,
    coalesce(t.repeats, 0) AS repeats
  FROM known AS k
  LEFT JOIN tied AS t ON t.commitment_id = k.commitment_id
),
lined AS (
  SELECT
    v.*,
    row_number() OVER line AS step,
    CASE
      WHEN v.repeats = 1 THEN 0
      WHEN lag(v.stated) OVER line = v.stated
        AND coalesce(lag(v.event_id) OVER line, '') = coalesce(v.event_id, '') THEN 0
      ELSE 1
    END AS begins
  FROM voiced AS v
  WINDOW line AS (
    PARTITION BY v.actor_id, v.measure, v.voice
    ORDER BY v.placed_on, v.stated_latest, v.stated, coalesce(v.event_id, ''),
      v.strength_rank, v.commitment_id
  )
),
counted AS (
  SELECT
    l.*,
    sum(l.begins) OVER (
      PARTITION BY l.actor_id, l.measure, l.voice ORDER BY l.step
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stance
  FROM lined AS l
),
replacing AS (
  SELECT DISTINCT c.actor_id, c.measure, c.voice, c.stance, r.subject_id
  FROM relations AS r
  JOIN counted AS c ON c.commitment_id = r.object_id
  JOIN known AS k ON k.commitment_id = r.subject_id
  WHERE r.relation = 'supersedes'
),
replaced AS (
  SELECT
    p.actor_id, p.measure, p.voice, p.stance,
    string_agg(p.subject_id, ', ' ORDER BY p.subject_id) AS superseded_by
  FROM replacing AS p
  GROUP BY p.actor_id, p.measure, p.voice, p.stance
),
placed AS (
  SELECT
    c.*,
    p.superseded_by,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
      ORDER BY abs(c.strength_rank) DESC, c.strength_rank, c.step DESC
    ) AS place,
    max(c.stance) OVER (PARTITION BY c.actor_id, c.measure, c.voice) AS last_stance,
    max(CASE WHEN p.superseded_by IS NULL THEN c.stated_latest END) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice ORDER BY c.stance
      RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS others_latest,
    first_value(c.first_day) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance ORDER BY c.step
    ) AS begins_on
  FROM counted AS c
  LEFT JOIN replaced AS p
    ON p.actor_id = c.actor_id AND p.measure = c.measure AND p.voice = c.voice
      AND p.stance = c.stance
),
stances AS (
  SELECT
    p.*,
    p.place = 1 AND p.stance = p.last_stance AND p.superseded_by IS NULL AS is_current,
    p.others_latest IS NULL OR coalesce(p.begins_on > p.others_latest, FALSE) AS is_certain
  FROM placed AS p
)
