-- The rule of what is latest and what is a change, over the positions that `known` has; the
-- dictionary says it in words (view stance_timeline). A line is an actor's own statements on a
-- measure, or the claims of one other source. A stance is what follows each other in a line on one
-- occasion or in repetition; `place` 1 is the position that says it in the strongest words.
-- Flat on purpose, with windows instead of joins of the rule with itself, so that SQLite and Spark
-- can run it. Left out: three or more positions that supersede each other one after the other while
-- their windows of possible days lie the other way round.
tied AS (
  SELECT
    s.commitment_id,
    max(coalesce(o.stated_earliest, o.stated_latest)) AS not_before,
    -- What goes further than the other, or refuses more firmly, does not repeat it.
    max(
      CASE
        WHEN r.relation = 'reiterates' AND s.measure = o.measure
          AND s.self_asserted = o.self_asserted AND (s.self_asserted OR s.asserted_by = o.asserted_by)
          AND abs(s.strength_rank) <= abs(o.strength_rank) AND s.strength_rank * o.strength_rank >= 0
          THEN o.commitment_id
      END
    ) AS repeats,
    max(
      CASE
        WHEN r.relation = 'supersedes' AND s.measure = o.measure AND s.stated = o.stated
          AND coalesce(s.event_id, '') = coalesce(o.event_id, '')
          THEN 1
        ELSE 0
      END
    ) AS corrects
  FROM relations AS r
  JOIN known AS s ON s.commitment_id = r.subject_id
  JOIN known AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
  GROUP BY s.commitment_id
),
occasions AS (
  SELECT
    k.commitment_id,
    -- The same event; or without one the same days, a week at most, as articles date remarks.
    CASE
      WHEN k.event_id IS NOT NULL OR date_diff('day', k.stated_earliest, k.stated_latest) <= 6
        THEN k.stated || ' ' || coalesce(k.event_id, '')
      ELSE k.commitment_id
    END AS occasion
  FROM known AS k
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
    CASE
      WHEN k.stated_earliest IS NULL OR t.not_before > k.stated_earliest THEN t.not_before
      ELSE k.stated_earliest
    END AS first_day,
    CASE
      WHEN t.not_before > coalesce(k.stated_earliest, k.stated_latest) THEN t.not_before
      ELSE coalesce(k.stated_earliest, k.stated_latest)
    END AS placed_on,
    CASE WHEN t.not_before >= coalesce(k.stated_earliest, k.stated_latest) THEN 1 ELSE 0 END AS is_after,
    coalesce(t.corrects, 0) AS corrects,
    w.occasion,
    coalesce(f.occasion, w.occasion) AS repeated
  FROM known AS k
  JOIN occasions AS w ON w.commitment_id = k.commitment_id
  LEFT JOIN tied AS t ON t.commitment_id = k.commitment_id
  LEFT JOIN occasions AS f ON f.commitment_id = t.repeats
),
ended AS (
  SELECT
    r.object_id,
    min(s.placed_on) AS ended_on,
    max(s.stated_latest) AS ended_by,
    string_agg(r.subject_id, ', ' ORDER BY r.subject_id) AS superseded_by
  FROM relations AS r
  JOIN voiced AS s ON s.commitment_id = r.subject_id
  WHERE r.relation = 'supersedes'
  GROUP BY r.object_id
),
lined AS (
  SELECT
    v.*,
    e.ended_on,
    e.ended_by,
    e.superseded_by AS replaced_by,
    row_number() OVER line AS step,
    CASE
      WHEN v.corrects = 1 THEN 1
      WHEN v.repeated = lag(v.repeated) OVER line OR v.repeated = lag(v.occasion) OVER line THEN 0
      ELSE 1
    END AS begins
  FROM voiced AS v
  LEFT JOIN ended AS e ON e.object_id = v.commitment_id
  WINDOW line AS (
    PARTITION BY v.actor_id, v.measure, v.voice
    ORDER BY v.placed_on, v.is_after, v.stated_latest, v.occasion, v.strength_rank, v.commitment_id
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
placed AS (
  SELECT
    c.*,
    row_number() OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
      ORDER BY abs(c.strength_rank) DESC, c.strength_rank, c.step
    ) AS place,
    max(c.stance) OVER (PARTITION BY c.actor_id, c.measure, c.voice) AS last_stance,
    first_value(c.first_day) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance ORDER BY c.step
    ) AS begins_on,
    max(c.stated_latest) OVER (
      PARTITION BY c.actor_id, c.measure, c.voice, c.stance
    ) AS held_until,
    max(c.ended_by) OVER (PARTITION BY c.actor_id, c.measure, c.voice, c.stance) AS closed_by,
    max(c.replaced_by) OVER (PARTITION BY c.actor_id, c.measure, c.voice, c.stance) AS closed_with
  FROM counted AS c
),
uncertain AS (
  SELECT DISTINCT s.actor_id, s.measure, s.voice, s.stance
  FROM placed AS s
  JOIN counted AS e
    ON e.actor_id = s.actor_id AND e.measure = s.measure AND e.voice = s.voice
      AND e.stance < s.stance AND (s.begins_on IS NULL OR e.stated_latest >= s.begins_on)
      AND (e.ended_on IS NULL OR e.ended_on > s.placed_on)
),
stances AS (
  SELECT
    p.*,
    -- What is stated again after it was superseded holds again.
    CASE WHEN p.closed_by >= p.held_until THEN p.closed_with END AS superseded_by,
    p.place = 1 AND p.stance = p.last_stance
      AND NOT coalesce(p.closed_by >= p.held_until, FALSE) AS is_current,
    u.stance IS NULL AS is_certain
  FROM placed AS p
  LEFT JOIN uncertain AS u
    ON u.actor_id = p.actor_id AND u.measure = p.measure AND u.voice = p.voice
      AND u.stance = p.stance
)
