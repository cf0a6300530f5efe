-- What is each country's latest word on each measure, how far did it ever go, and what did it refuse hardest?
--
-- A stance is a position on the country's own word; what others claim of it is counted
-- beside. "Latest" is the position with the latest last possible day; among those the one
-- with the latest first possible day (an unknown first day counts as earliest), then the
-- stronger, then the last id. It is certain where its first possible day is after the last
-- possible day of every other that it does not supersede. A position that a later one of the
-- same country supersedes, on this measure or another, is known by `superseded_by`. A position
-- that reiterates another on the same measure in weaker words is no step back from it, and not
-- the latest.
--
-- key: country, measure
-- country: ISO 3166-1 alpha-3 code.
-- measure: The measure.
-- latest_strength: Strength of the latest position on the country's own word; null where there is none.
-- latest_rank: Rank of latest_strength.
-- latest_stated: When the latest position was stated, in EDTF.
-- latest_stated_latest: Last day on which the latest position can have been stated.
-- latest_is_certain: Whether it is certainly the current word: no other own position can have been stated as late, and none on another measure supersedes it; null without one.
-- latest_commitment_id: The latest position.
-- superseded_by: Positions on other measures that supersede the latest, separated by commas; null where none does.
-- furthest_strength: The highest strength that the country ever reached on its own word; null where there is none.
-- furthest_rank: Rank of furthest_strength.
-- furthest_stated: When that was stated, in EDTF.
-- furthest_commitment_id: That position; of several the latest.
-- hardest_strength: Its hardest refusal, withheld or lower; null where it refused nothing.
-- hardest_rank: Rank of hardest_strength.
-- hardest_stated: When that was stated, in EDTF.
-- hardest_commitment_id: That position; of several the latest.
-- trend: stronger, weaker or unchanged from the own position before the latest; unclear where the order is not certain; single where there is one; none without.
-- own_positions: Number of positions on the country's own word.
-- claimed_positions: Number of positions that others claim for it.
-- example: SELECT country, latest_strength, latest_stated, furthest_strength, hardest_strength, trend FROM country_stances WHERE measure = 'ground_force' ORDER BY country
CREATE VIEW country_stances AS
WITH replaced AS (
  SELECT
    r.object_id AS commitment_id,
    max(CASE WHEN s.measure = o.measure THEN 1 ELSE 0 END) AS on_measure,
    string_agg(r.subject_id, ', ' ORDER BY r.subject_id) AS superseded_by
  FROM relations AS r
  JOIN commitments AS s ON s.commitment_id = r.subject_id
  JOIN commitments AS o ON o.commitment_id = r.object_id
  WHERE r.relation = 'supersedes'
  GROUP BY r.object_id
),
weaker AS (
  SELECT DISTINCT r.subject_id AS commitment_id
  FROM relations AS r
  JOIN commitments AS s ON s.commitment_id = r.subject_id
  JOIN commitments AS o ON o.commitment_id = r.object_id
  WHERE
    r.relation = 'reiterates'
    AND s.measure = o.measure
    AND (
      (o.strength_rank > 0 AND s.strength_rank < o.strength_rank)
      OR (o.strength_rank < 0 AND s.strength_rank > o.strength_rank)
    )
),
own AS (
  SELECT
    c.country,
    c.measure,
    c.commitment_id,
    c.strength,
    c.strength_rank,
    c.stated,
    c.stated_earliest,
    c.stated_latest,
    CASE WHEN k.commitment_id IS NULL THEN coalesce(p.on_measure, 0) ELSE 1 END AS is_replaced,
    CASE WHEN k.commitment_id IS NULL THEN 0 ELSE 1 END AS is_repeated,
    p.superseded_by,
    row_number() OVER (
      PARTITION BY c.country, c.measure
      ORDER BY
        CASE WHEN k.commitment_id IS NULL THEN coalesce(p.on_measure, 0) ELSE 1 END,
        c.stated_latest DESC, c.stated_earliest DESC NULLS LAST, c.strength_rank DESC,
        c.commitment_id DESC
    ) AS lateness,
    row_number() OVER (
      PARTITION BY c.country, c.measure
      ORDER BY c.strength_rank DESC, c.stated_latest DESC, c.stated_earliest DESC NULLS LAST,
        c.commitment_id DESC
    ) AS height,
    row_number() OVER (
      PARTITION BY c.country, c.measure
      ORDER BY c.strength_rank, c.stated_latest DESC, c.stated_earliest DESC NULLS LAST,
        c.commitment_id DESC
    ) AS hardness
  FROM commitments AS c
  LEFT JOIN replaced AS p ON p.commitment_id = c.commitment_id
  LEFT JOIN weaker AS k ON k.commitment_id = c.commitment_id
  WHERE c.country IS NOT NULL AND c.self_asserted
),
others AS (
  SELECT
    country,
    measure,
    max(CASE WHEN lateness > 1 AND is_replaced = 0 THEN stated_latest END) AS stated_latest,
    max(CASE WHEN lateness = 2 AND is_repeated = 0 THEN strength_rank END) AS strength_rank,
    count(*) AS own_positions
  FROM own
  GROUP BY country, measure
),
counted AS (
  SELECT
    country,
    measure,
    sum(CASE WHEN self_asserted THEN 0 ELSE 1 END) AS claimed_positions
  FROM commitments
  WHERE country IS NOT NULL
  GROUP BY country, measure
)
SELECT
  n.country,
  n.measure,
  l.strength AS latest_strength,
  l.strength_rank AS latest_rank,
  l.stated AS latest_stated,
  l.stated_latest AS latest_stated_latest,
  CASE
    WHEN l.commitment_id IS NULL THEN NULL
    WHEN l.superseded_by IS NOT NULL THEN FALSE
    WHEN o.stated_latest IS NULL THEN TRUE
    ELSE coalesce(l.stated_earliest > o.stated_latest, FALSE)
  END AS latest_is_certain,
  l.commitment_id AS latest_commitment_id,
  l.superseded_by,
  f.strength AS furthest_strength,
  f.strength_rank AS furthest_rank,
  f.stated AS furthest_stated,
  f.commitment_id AS furthest_commitment_id,
  h.strength AS hardest_strength,
  h.strength_rank AS hardest_rank,
  h.stated AS hardest_stated,
  h.commitment_id AS hardest_commitment_id,
  CASE
    WHEN l.commitment_id IS NULL THEN 'none'
    WHEN o.own_positions = 1 THEN 'single'
    WHEN NOT coalesce(o.stated_latest IS NULL OR l.stated_earliest > o.stated_latest, FALSE) THEN 'unclear'
    WHEN l.strength_rank > o.strength_rank THEN 'stronger'
    WHEN l.strength_rank < o.strength_rank THEN 'weaker'
    ELSE 'unchanged'
  END AS trend,
  coalesce(o.own_positions, 0) AS own_positions,
  CAST(n.claimed_positions AS BIGINT) AS claimed_positions
FROM counted AS n
LEFT JOIN others AS o ON o.country = n.country AND o.measure = n.measure
LEFT JOIN own AS l ON l.country = n.country AND l.measure = n.measure AND l.lateness = 1
LEFT JOIN own AS f ON f.country = n.country AND f.measure = n.measure AND f.height = 1
LEFT JOIN own AS h
  ON h.country = n.country AND h.measure = n.measure AND h.hardness = 1 AND h.strength_rank < 0
ORDER BY n.country, n.measure;
