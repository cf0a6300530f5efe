-- The rule of what is latest and what is a change, over the positions that `known` has; the
-- dictionary says it in words (view stance_timeline). A line is an actor's own statements on a
-- measure, or the claims of one other source. A stance is a run of positions in a line that are of
-- one occasion or repeat each other; `place` 1 is the position that counts for it.
--
-- Flat on purpose, with windows instead of self-joins where possible, so that SQLite and Spark can run
-- it. Left out: more than three positions that supersede each other one
-- after the other, with windows of possible days that are equal or lie the other way round.
occasions AS (
  SELECT
    k.*,
    coalesce(k.stated_earliest, k.stated_latest) AS placed,
    -- The same event; or without one the same days, a week at most, as articles date remarks.
    CASE
      WHEN k.event_id IS NOT NULL OR date_diff('day', k.stated_earliest, k.stated_latest) <= 6
        THEN k.stated || ' ' || coalesce(k.event_id, '')
      ELSE k.commitment_id
    END AS occasion
  FROM known AS k
),
tied AS (
  SELECT
    r.relation,
    r.subject_id,
    r.object_id,
    o.stated_earliest AS object_first,
    o.stated_latest AS object_last,
    o.placed AS object_placed,
    o.occasion AS object_occasion,
    -- A position that goes further, or refuses more firmly, repeats nothing.
    CASE
      WHEN r.relation = 'reiterates' AND s.measure = o.measure
        AND s.self_asserted = o.self_asserted AND (s.self_asserted OR s.asserted_by = o.asserted_by)
        AND abs(s.strength_rank) <= abs(o.strength_rank) AND s.strength_rank * o.strength_rank >= 0
        THEN 1
      ELSE 0
    END AS repeats,
    -- A correction on the occasion itself.
    CASE
      WHEN r.relation = 'supersedes' AND s.measure = o.measure AND s.occasion = o.occasion THEN 1
      ELSE 0
    END AS corrects
  FROM relations AS r
  JOIN occasions AS s ON s.commitment_id = r.subject_id
  JOIN occasions AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
),
once AS (
  SELECT
    subject_id,
    max(object_first) AS not_earlier,
    max(object_placed) AS not_before,
    max(corrects) AS corrects
  FROM tied
  GROUP BY subject_id
),
-- Twice, so that the third of three is placed after the first, too.
twice AS (
  SELECT
    t.subject_id,
    max(CASE WHEN t.object_first IS NULL OR f.not_earlier > t.object_first THEN f.not_earlier ELSE t.object_first END)
      AS not_earlier,
    max(CASE WHEN f.not_before > t.object_placed THEN f.not_before ELSE t.object_placed END)
      AS not_before,
    max(CASE WHEN f.subject_id IS NULL THEN 1 ELSE 2 END) AS depth,
    max(CASE WHEN t.relation = 'supersedes' THEN 1 ELSE 0 END) AS replaces,
    max(t.corrects) AS corrects,
    -- Of several that it repeats, the latest.
    max(
      CASE
        WHEN t.repeats = 1
          THEN CAST(t.object_last AS VARCHAR) || ' '
            || CASE WHEN f.corrects = 1 THEN t.object_id ELSE t.object_occasion END
      END
    ) AS repeated
  FROM tied AS t
  LEFT JOIN once AS f ON f.subject_id = t.object_id
  GROUP BY t.subject_id
),
dated AS (
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
      WHEN k.stated_earliest IS NULL OR t.not_earlier > k.stated_earliest THEN t.not_earlier
      ELSE k.stated_earliest
    END AS first_day,
    CASE WHEN t.not_before > k.placed THEN t.not_before ELSE k.placed END AS placed_on,
    CASE WHEN t.not_before >= k.placed THEN t.depth ELSE 0 END AS is_after,
    coalesce(t.replaces, 0) AS replaces,
    substr(t.repeated, 12) AS repeated,
    CASE WHEN t.corrects = 1 THEN k.commitment_id ELSE k.occasion END AS occasion
  FROM occasions AS k
  LEFT JOIN twice AS t ON t.subject_id = k.commitment_id
),
lined AS (
  SELECT
    v.*,
    row_number() OVER line AS step,
    CASE
      WHEN lag(v.occasion) OVER line IN (v.occasion, v.repeated)
        OR lag(v.repeated) OVER line = v.repeated
        THEN 0
      ELSE 1
    END AS begins
  FROM dated AS v
  WINDOW line AS (
    PARTITION BY v.actor_id, v.measure, v.voice
    ORDER BY v.placed_on, v.is_after, v.stated_latest, v.occasion, v.replaces DESC,
      abs(v.strength_rank) DESC, v.strength_rank, v.commitment_id
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
  SELECT
    o.actor_id,
    o.measure,
    o.voice,
    o.stance,
    r.subject_id,
    max(s.stated_latest) AS stated_latest,
    max(
      CASE WHEN s.actor_id = o.actor_id AND s.measure = o.measure AND s.voice = o.voice THEN s.stance END
    ) AS by_stance
  FROM relations AS r
  JOIN counted AS s ON s.commitment_id = r.subject_id
  JOIN counted AS o ON o.commitment_id = r.object_id
  WHERE r.relation = 'supersedes'
  GROUP BY o.actor_id, o.measure, o.voice, o.stance, r.subject_id
),
replaced AS (
  SELECT
    p.actor_id,
    p.measure,
    p.voice,
    p.stance,
    min(p.by_stance) AS by_stance,
    max(p.stated_latest) AS replaced_by,
    string_agg(p.subject_id, ', ' ORDER BY p.subject_id) AS superseded_by
  FROM replacing AS p
  WHERE p.by_stance IS NULL OR p.by_stance <> p.stance
  GROUP BY p.actor_id, p.measure, p.voice, p.stance
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
    -- The day after which a later stance is certain to come later. Null if the next stance supersedes
    -- this one, which settles their order.
    CASE
      WHEN r.by_stance = c.stance + 1 THEN NULL
      WHEN r.replaced_by < c.stated_latest THEN r.replaced_by
      ELSE c.stated_latest
    END AS open_until,
    r.replaced_by,
    r.superseded_by AS superseders
  FROM counted AS c
  LEFT JOIN replaced AS r
    ON r.actor_id = c.actor_id AND r.measure = c.measure AND r.voice = c.voice
      AND r.stance = c.stance
),
compared AS (
  SELECT
    p.*,
    max(p.open_until) OVER (
      PARTITION BY p.actor_id, p.measure, p.voice ORDER BY p.stance
      RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS others_until
  FROM placed AS p
),
stances AS (
  SELECT
    p.*,
    -- What is stated again after it was superseded holds again.
    CASE WHEN p.replaced_by >= p.held_until THEN p.superseders END AS superseded_by,
    p.place = 1 AND p.stance = p.last_stance
      AND NOT coalesce(p.replaced_by >= p.held_until, FALSE) AS is_current,
    p.others_until IS NULL OR coalesce(p.begins_on > p.others_until, FALSE) AS is_certain
  FROM compared AS p
)
