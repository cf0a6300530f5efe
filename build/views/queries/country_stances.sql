-- What is each country's latest statement on each measure, how far did it ever go, and what did it refuse hardest?
--
-- Stances are the country's own, by the rule of stance_timeline; what others claim of it is counted
-- beside. The latest stance is current unless a position on another measure supersedes it.
--
-- key: country, measure
-- country: ISO 3166-1 alpha-3 code.
-- measure: The measure.
-- latest_strength: Strength of the latest stance; null where the country has stated nothing.
-- latest_rank: Rank of latest_strength.
-- latest_stated: When it was stated, in EDTF.
-- latest_stated_latest: Last day on which it can have been stated.
-- latest_is_current: Whether it still holds: no position supersedes it, on this measure or another; null without one.
-- latest_is_certain: Whether it is certain that it began after the stances before it; null without one.
-- latest_commitment_id: The position whose wording counts.
-- superseded_by: Positions on other measures that supersede it, separated by commas; null where none does.
-- furthest_strength: The highest strength that the country ever stated; null where it stated nothing.
-- furthest_rank: Rank of furthest_strength.
-- furthest_stated: When that was stated, in EDTF.
-- furthest_commitment_id: That position; of several the latest.
-- hardest_strength: Its hardest refusal, withheld or lower; null where it refused nothing.
-- hardest_rank: Rank of hardest_strength.
-- hardest_stated: When that was stated, in EDTF.
-- hardest_commitment_id: That position; of several the latest.
-- trend: stronger, weaker or unchanged from the stance before the latest; unclear where their order is not certain; single where there is one stance; none without.
-- own_positions: Number of positions that the country stated.
-- claimed_positions: Number of positions that others claim of it.
-- example: SELECT country, latest_strength, latest_stated, furthest_strength, hardest_strength, trend FROM country_stances WHERE measure = 'ground_force' ORDER BY country
CREATE VIEW country_stances AS
WITH own AS (
  SELECT
    t.*,
    max(CASE WHEN t.commitment_id = t.stance_id THEN t.step END) OVER cell AS latest_step,
    row_number() OVER (
      PARTITION BY t.country, t.measure ORDER BY t.strength_rank DESC, t.step DESC
    ) AS height,
    row_number() OVER (
      PARTITION BY t.country, t.measure ORDER BY t.strength_rank, t.step DESC
    ) AS hardness
  FROM stance_timeline AS t
  WHERE t.country IS NOT NULL AND t.self_asserted
  WINDOW cell AS (PARTITION BY t.country, t.measure)
),
cells AS (
  SELECT
    country,
    measure,
    sum(CASE WHEN self_asserted THEN 1 ELSE 0 END) AS own_positions,
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
  l.is_current AS latest_is_current,
  l.is_certain AS latest_is_certain,
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
    WHEN l.change IS NULL THEN 'single'
    WHEN NOT l.is_certain THEN 'unclear'
    ELSE l.change
  END AS trend,
  CAST(n.own_positions AS BIGINT) AS own_positions,
  CAST(n.claimed_positions AS BIGINT) AS claimed_positions
FROM cells AS n
LEFT JOIN own AS l
  ON l.country = n.country AND l.measure = n.measure AND l.step = l.latest_step
LEFT JOIN own AS f ON f.country = n.country AND f.measure = n.measure AND f.height = 1
LEFT JOIN own AS h
  ON h.country = n.country AND h.measure = n.measure AND h.hardness = 1 AND h.strength_rank < 0
ORDER BY n.country, n.measure;
