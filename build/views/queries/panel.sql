-- What does each country say on each measure, month by month, ready for a regression?
--
-- A row per country, measure (of the pairs on which there is any position) and month, from the first
-- month in which a position was stated to the last in which one was stated or an article published.
-- A position counts from the month of the last day on which it can have been stated. What was stated
-- is carried forward until the country states something else, by the rule of stance_timeline;
-- is_carried_forward tells it from a statement of the month. A month without a statement so far is
-- null, never 0. The articles are few and were not drawn as a sample: a month without a statement
-- says nothing about what a country stated elsewhere.
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
-- example: SELECT month, strength, is_carried_forward, is_superseded, claims FROM panel WHERE country = 'DEU' AND measure = 'reassurance_force' ORDER BY month
CREATE VIEW panel AS
WITH known AS (
  SELECT * FROM commitments
),
published AS (
  SELECT published_latest FROM articles
),
{{panel}}
SELECT
  country,
  measure,
  month,
  strength,
  strength_rank,
  is_carried_forward,
  is_superseded,
  hardest_refusal,
  hardest_refusal_rank,
  claims,
  commitment_id
FROM panel
ORDER BY country, measure, month;
