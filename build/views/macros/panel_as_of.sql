-- What did each country say on each measure, month by month, as known on a day?
--
-- panel_as_of(day): the view panel, made from the positions that had certainly been stated and
-- published by that day.
--
-- key: country, measure, month
-- country: ISO 3166-1 alpha-3 code.
-- measure: The measure.
-- month: The month, as year and month.
-- strength: Strength of the stance that the country's own statements give at the end of the month; null where it has stated none yet, or where a position on another measure supersedes it.
-- strength_rank: Its rank; null is not 0, which is undecided.
-- is_carried_forward: Whether it was stated in an earlier month; null where none was stated yet.
-- is_superseded: Whether a position supersedes it by then; null where none was stated yet.
-- hardest_refusal: The hardest refusal that the country has stated by then, whatever it stated later; null where it refused nothing.
-- hardest_refusal_rank: Its rank.
-- claims: Number of positions that others claim of it in the month.
-- commitment_id: The position that the strength is from; null where none was stated yet.
-- example: SELECT month, strength, is_carried_forward, claims FROM panel_as_of('2025-09-10') WHERE country = 'USA' AND measure = 'security_guarantee' ORDER BY month
CREATE MACRO panel_as_of(day) AS TABLE
WITH published AS (
  SELECT a.published_latest FROM articles AS a WHERE a.published_latest <= CAST(day AS DATE)
),
reported AS (
  SELECT DISTINCT p.record_id
  FROM reports AS p
  WHERE p.record_table = 'commitments' AND p.published_latest <= CAST(day AS DATE)
),
known AS (
  SELECT c.*
  FROM commitments AS c
  JOIN reported AS q ON q.record_id = c.commitment_id
  WHERE c.stated_latest <= CAST(day AS DATE)
),
{{panel}}
SELECT
  w.country,
  w.measure,
  w.month,
  w.strength,
  w.strength_rank,
  w.is_carried_forward,
  w.is_superseded,
  w.hardest_refusal,
  w.hardest_refusal_rank,
  w.claims,
  w.commitment_id
FROM panel AS w
ORDER BY w.country, w.measure, w.month;
