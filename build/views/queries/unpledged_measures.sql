-- Which measures has no named country pledged?
--
-- Measures for which no country has, on its own word, pledged a named act or signed one.
--
-- key: measure
-- measure: The measure.
-- label: The measure, in words.
-- strongest_country_strength: The furthest that a country goes on its own word; null where none takes a position.
-- strongest_country_rank: Its rank.
-- countries: The countries that go so far, in alphabetical order.
-- strongest_group_strength: The furthest that a group goes on its own word; null where none takes a position.
-- strongest_group_rank: Its rank.
-- example: SELECT measure, strongest_country_strength, countries, strongest_group_strength FROM unpledged_measures WHERE strongest_country_rank > 0 OR strongest_group_rank > 0 ORDER BY measure
CREATE VIEW unpledged_measures AS
WITH best AS (
  SELECT
    measure,
    max(strength) FILTER (WHERE country IS NOT NULL) AS country_strength,
    max(strength) FILTER (WHERE country IS NULL) AS group_strength,
    max(strength_rank) FILTER (WHERE country IS NOT NULL) AS country_rank,
    max(strength_rank) FILTER (WHERE country IS NULL) AS group_rank
  FROM commitments
  WHERE self_asserted
  GROUP BY measure
),
furthest AS (
  SELECT b.measure, string_agg(DISTINCT c.country, ', ' ORDER BY c.country) AS countries
  FROM best AS b
  JOIN commitments AS c
    ON c.measure = b.measure AND c.self_asserted AND c.country IS NOT NULL
      AND c.strength_rank = b.country_rank
  GROUP BY b.measure
)
SELECT
  k.code AS measure,
  k.label,
  b.country_strength AS strongest_country_strength,
  b.country_rank AS strongest_country_rank,
  f.countries,
  b.group_strength AS strongest_group_strength,
  b.group_rank AS strongest_group_rank
FROM codes AS k
LEFT JOIN best AS b ON CAST(b.measure AS VARCHAR) = k.code
LEFT JOIN furthest AS f ON CAST(f.measure AS VARCHAR) = k.code
WHERE k.vocabulary = 'measure' AND (b.country_rank IS NULL OR b.country_rank < 4);
