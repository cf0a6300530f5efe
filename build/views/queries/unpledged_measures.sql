-- Which measures has no named country pledged?
--
-- Measures for which no country has itself pledged a named act or signed one. Left out are
-- measures that are not somebody's to pledge as a guarantee: Russia's consent, a ceasefire,
-- territory, and accession to NATO, which its members decide together.
--
-- key: measure
-- measure: The measure.
-- label: The measure, in words.
-- position: Its place among the measures, to sort by.
-- furthest_country_strength: The furthest that a country goes by its own statement; null where none takes a position.
-- furthest_country_rank: Its rank.
-- countries: The countries that go so far, in alphabetical order.
-- furthest_group_strength: The furthest that a group goes by its own statement; null where none takes a position.
-- furthest_group_rank: Its rank.
-- example: SELECT measure, furthest_country_strength, countries, furthest_group_strength FROM unpledged_measures WHERE furthest_country_rank > 0 OR furthest_group_rank > 0 ORDER BY position
CREATE VIEW unpledged_measures AS
WITH best AS (
  SELECT
    CAST(measure AS VARCHAR) AS measure,
    max(CASE WHEN country IS NOT NULL THEN strength_rank END) AS country_rank,
    max(CASE WHEN country IS NULL THEN strength_rank END) AS group_rank
  FROM commitments
  WHERE self_asserted
  GROUP BY measure
),
going AS (
  SELECT DISTINCT b.measure, c.country
  FROM best AS b
  JOIN commitments AS c
    ON CAST(c.measure AS VARCHAR) = b.measure AND c.self_asserted AND c.country IS NOT NULL
      AND c.strength_rank = b.country_rank
),
furthest AS (
  SELECT measure, string_agg(country, ', ' ORDER BY country) AS countries
  FROM going
  GROUP BY measure
)
SELECT
  k.code AS measure,
  k.label,
  k.position,
  s.code AS furthest_country_strength,
  b.country_rank AS furthest_country_rank,
  f.countries,
  g.code AS furthest_group_strength,
  b.group_rank AS furthest_group_rank
FROM codes AS k
LEFT JOIN best AS b ON b.measure = k.code
LEFT JOIN furthest AS f ON f.measure = k.code
LEFT JOIN codes AS s ON s.vocabulary = 'strength' AND s.rank = b.country_rank
LEFT JOIN codes AS g ON g.vocabulary = 'strength' AND g.rank = b.group_rank
WHERE k.vocabulary = 'measure'
  AND k.code NOT IN ('accept_foreign_forces', 'accept_guarantees', 'ceasefire', 'nato_membership', 'territory')
  AND (b.country_rank IS NULL OR b.country_rank < 4)
ORDER BY k.position;
