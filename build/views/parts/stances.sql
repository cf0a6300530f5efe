-- The rule of what is latest and what is a change, over the positions that `known` has; the
-- dictionary says it in words (view stance_timeline). A line is an actor's own statements on a
-- measure, or the claims of one other source. A stance is the positions of one occasion, with
-- those that reiterate one of them; `place` 1 is the position that says it in the strongest words.
--
-- Left out on purpose: chains of more than three positions that supersede each other and whose
-- windows overlap the wrong way round; two passes put a position after what it supersedes.
links AS (
  SELECT
    r.relation,
    r.subject_id,
    r.object_id,
    coalesce(o.stated_earliest, o.stated_latest) AS object_day,
    CASE
      WHEN s.measure = o.measure AND s.self_asserted = o.self_asserted
        AND (s.self_asserted OR s.asserted_by = o.asserted_by) THEN 1
      ELSE 0
    END AS in_line,
    -- What goes further than the other, or refuses more firmly, does not repeat it.
    CASE
      WHEN abs(s.strength_rank) <= abs(o.strength_rank)
        AND s.strength_rank * o.strength_rank >= 0 THEN 1
      ELSE 0
    END AS is_weaker
  FROM relations AS r
  JOIN known AS s ON s.commitment_id = r.subject_id
  JOIN known AS o ON o.commitment_id = r.object_id
  WHERE r.relation IN ('supersedes', 'reiterates')
),
replacing AS (
  SELECT DISTINCT subject_id FROM links WHERE relation = 'supersedes'
),
repeated AS (
  SELECT
    l.subject_id,
    l.object_id,
    row_number() OVER (PARTITION BY l.subject_id ORDER BY l.object_day DESC, l.object_id) AS n
  FROM links AS l
  LEFT JOIN replacing AS p ON p.subject_id = l.subject_id
  WHERE l.relation = 'reiterates' AND l.in_line = 1 AND l.is_weaker = 1 AND p.subject_id IS NULL
),
once AS (
  SELECT
    k.commitment_id,
    max(greatest(coalesce(k.stated_earliest, k.stated_latest), coalesce(l.object_day, DATE '0001-01-01'))) AS placed_on
  FROM known AS k
  LEFT JOIN links AS l ON l.subject_id = k.commitment_id AND l.in_line = 1
  GROUP BY k.commitment_id
),
twice AS (
  SELECT
    k.commitment_id,
    max(greatest(k.placed_on, coalesce(o.placed_on, DATE '0001-01-01'))) AS placed_on,
    max(coalesce(l.in_line, 0)) AS is_after
  FROM once AS k
  LEFT JOIN links AS l ON l.subject_id = k.commitment_id AND l.in_line = 1
  LEFT JOIN once AS o ON o.commitment_id = l.object_id
  GROUP BY k.commitment_id
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
    t.placed_on,
    t.is_after,
    CASE WHEN q.object_id IS NULL THEN 1 ELSE 0 END AS is_root,
    -- The same event; or without one the same days, a week at most, as articles date remarks.
    CASE
      WHEN f.event_id IS NOT NULL OR date_diff('day', f.stated_earliest, f.stated_latest) <= 6
        THEN f.stated || ' ' || coalesce(f.event_id, '')
      ELSE f.commitment_id
    END AS occasion
  FROM known AS k
  JOIN twice AS t ON t.commitment_id = k.commitment_id
  LEFT JOIN repeated AS q ON q.subject_id = k.commitment_id AND q.n = 1
  JOIN known AS f ON f.commitment_id = coalesce(q.object_id, k.commitment_id)
),
grouped AS (
  SELECT
    v.actor_id,
    v.measure,
    v.voice,
    v.occasion,
    min(CASE WHEN v.is_root = 1 THEN v.stated_earliest END) AS first_day,
    min(CASE WHEN v.is_root = 1 THEN v.placed_on END) AS placed_on,
    max(CASE WHEN v.is_root = 1 THEN v.stated_latest END) AS root_latest,
    max(CASE WHEN v.is_root = 1 THEN v.is_after END) AS is_after,
    max(v.stated_latest) AS last_latest
  FROM voiced AS v
  GROUP BY v.actor_id, v.measure, v.voice, v.occasion
),
numbered AS (
  SELECT
    g.*,
    row_number() OVER (
      PARTITION BY g.actor_id, g.measure, g.voice
      ORDER BY g.placed_on, g.root_latest, g.is_after, g.occasion
    ) AS stance
  FROM grouped AS g
),
placed AS (
  SELECT
    v.*,
    n.stance,
    n.last_latest,
    row_number() OVER (
      PARTITION BY v.actor_id, v.measure, v.voice, n.stance
      ORDER BY abs(v.strength_rank) DESC, v.strength_rank, v.is_root DESC, v.placed_on,
        v.stated_latest, v.commitment_id
    ) AS place,
    row_number() OVER (
      PARTITION BY v.actor_id, v.measure, v.voice
      ORDER BY n.stance, v.is_root DESC, v.placed_on, v.stated_latest, v.strength_rank, v.commitment_id
    ) AS step
  FROM voiced AS v
  JOIN numbered AS n
    ON n.actor_id = v.actor_id AND n.measure = v.measure AND n.voice = v.voice
      AND n.occasion = v.occasion
),
ended AS (
  SELECT DISTINCT
    o.actor_id, o.measure, o.voice, o.stance, l.subject_id,
    CASE WHEN l.in_line = 1 THEN s.stance END AS by_stance
  FROM links AS l
  JOIN placed AS o ON o.commitment_id = l.object_id
  JOIN placed AS s ON s.commitment_id = l.subject_id
  WHERE
    l.relation = 'supersedes'
    AND NOT (l.in_line = 1 AND s.stance = o.stance)
    -- What is reiterated after it was superseded holds again.
    AND s.stated_latest >= o.last_latest
),
closed AS (
  SELECT
    e.actor_id, e.measure, e.voice, e.stance,
    min(e.by_stance) AS by_stance,
    string_agg(e.subject_id, ', ' ORDER BY e.subject_id) AS superseded_by
  FROM ended AS e
  GROUP BY e.actor_id, e.measure, e.voice, e.stance
),
states AS (
  SELECT n.*, c.by_stance, c.superseded_by
  FROM numbered AS n
  LEFT JOIN closed AS c
    ON c.actor_id = n.actor_id AND c.measure = n.measure AND c.voice = n.voice
      AND c.stance = n.stance
),
ordered AS (
  SELECT
    s.actor_id,
    s.measure,
    s.voice,
    s.stance,
    max(e.last_latest) AS others_latest
  FROM states AS s
  JOIN states AS e
    ON e.actor_id = s.actor_id AND e.measure = s.measure AND e.voice = s.voice
      AND e.stance < s.stance AND (e.by_stance IS NULL OR e.by_stance > s.stance)
  GROUP BY s.actor_id, s.measure, s.voice, s.stance
),
lasting AS (
  SELECT actor_id, measure, voice, max(stance) AS last_stance
  FROM states
  WHERE by_stance IS NULL
  GROUP BY actor_id, measure, voice
),
stances AS (
  SELECT
    p.*,
    t.superseded_by,
    p.place = 1 AND p.stance = m.last_stance AS is_latest,
    p.place = 1 AND p.stance = m.last_stance AND t.superseded_by IS NULL AS is_current,
    o.others_latest IS NULL OR coalesce(t.first_day > o.others_latest, FALSE) AS is_certain
  FROM placed AS p
  JOIN states AS t
    ON t.actor_id = p.actor_id AND t.measure = p.measure AND t.voice = p.voice
      AND t.stance = p.stance
  JOIN lasting AS m ON m.actor_id = p.actor_id AND m.measure = p.measure AND m.voice = p.voice
  LEFT JOIN ordered AS o
    ON o.actor_id = p.actor_id AND o.measure = p.measure AND o.voice = p.voice
      AND o.stance = p.stance
)
