-- What is each country's latest and its strongest stance on each measure?
--
-- A stance is a position on the country's own word; what others claim of it is counted
-- beside. "Latest" is the position with the latest last possible day; among those the one
-- with the latest first possible day (an unknown first day counts as earliest), then the
-- stronger, then the first id. It is certain where its first possible day is after the last
-- possible day of every other.
--
-- key: country, measure
-- country: ISO 3166-1 alpha-3 code.
-- measure: The measure.
-- latest_strength: Strength of the latest position on the country's own word; null where there is none.
-- latest_rank: Rank of latest_strength.
-- latest_stated: When the latest position was stated, in EDTF.
-- latest_stated_latest: Last day on which the latest position can have been stated.
-- latest_is_certain: Whether no other own position can have been stated as late; null without one.
-- latest_commitment_id: The latest position.
-- strongest_strength: The highest strength on the country's own word; null where there is none.
-- strongest_rank: Rank of strongest_strength.
-- strongest_stated: When the strongest position was stated, in EDTF.
-- strongest_commitment_id: The strongest position; of several the latest.
-- trend: stronger, weaker or unchanged from the own position before the latest; single where there is one, none without.
-- own_positions: Number of positions on the country's own word.
-- claimed_positions: Number of positions that others claim for it.
-- example: SELECT country, latest_strength, latest_stated, strongest_strength, trend FROM country_stances WHERE measure = 'ground_force' ORDER BY country
CREATE VIEW country_stances AS
WITH ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY country, measure, self_asserted
      ORDER BY stated_latest DESC, stated_earliest DESC NULLS LAST, strength_rank DESC, commitment_id
    ) AS lateness,
    row_number() OVER (
      PARTITION BY country, measure, self_asserted
      ORDER BY strength_rank DESC, stated_latest DESC, stated_earliest DESC NULLS LAST, commitment_id
    ) AS force
  FROM commitments
  WHERE country IS NOT NULL
)
SELECT
  country,
  measure,
  max(strength) FILTER (WHERE self_asserted AND lateness = 1) AS latest_strength,
  max(strength_rank) FILTER (WHERE self_asserted AND lateness = 1) AS latest_rank,
  max(stated) FILTER (WHERE self_asserted AND lateness = 1) AS latest_stated,
  max(stated_latest) FILTER (WHERE self_asserted AND lateness = 1) AS latest_stated_latest,
  CASE
    WHEN count(*) FILTER (WHERE self_asserted) = 0 THEN NULL
    ELSE coalesce(
      max(stated_earliest) FILTER (WHERE self_asserted AND lateness = 1)
        > max(stated_latest) FILTER (WHERE self_asserted AND lateness > 1),
      count(*) FILTER (WHERE self_asserted) = 1
    )
  END AS latest_is_certain,
  max(commitment_id) FILTER (WHERE self_asserted AND lateness = 1) AS latest_commitment_id,
  max(strength) FILTER (WHERE self_asserted AND force = 1) AS strongest_strength,
  max(strength_rank) FILTER (WHERE self_asserted AND force = 1) AS strongest_rank,
  max(stated) FILTER (WHERE self_asserted AND force = 1) AS strongest_stated,
  max(commitment_id) FILTER (WHERE self_asserted AND force = 1) AS strongest_commitment_id,
  CASE
    WHEN count(*) FILTER (WHERE self_asserted) = 0 THEN 'none'
    WHEN count(*) FILTER (WHERE self_asserted) = 1 THEN 'single'
    ELSE CASE sign(
      max(strength_rank) FILTER (WHERE self_asserted AND lateness = 1)
        - max(strength_rank) FILTER (WHERE self_asserted AND lateness = 2)
    ) WHEN 1 THEN 'stronger' WHEN -1 THEN 'weaker' ELSE 'unchanged' END
  END AS trend,
  count(*) FILTER (WHERE self_asserted) AS own_positions,
  count(*) FILTER (WHERE NOT self_asserted) AS claimed_positions
FROM ranked
GROUP BY country, measure;
