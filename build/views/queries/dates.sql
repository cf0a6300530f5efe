-- Which dates are imprecise or from outside the text, and how long from event to publication?
--
-- Events, commitments and quotes. Differences are exact: the shortest and longest time that
-- the two intervals admit, null where the date is open to that side. What has happened was not
-- published before it did, so that its shortest time is never below 0.
--
-- key: record_table, record_id
-- record_table: events, commitments or quotes.
-- record_id: Key of the record.
-- date: When, in EDTF; null where no date is known.
-- earliest: First possible day; null where open.
-- latest: Last possible day; null where open.
-- days: Number of days that are possible; null where open.
-- precise: Whether it is known to the day.
-- basis: What an event's date rests on; null for others.
-- outside_text: Whether an event's date is fixed from general knowledge.
-- first_published_earliest: First day on which an article that reports the record can have appeared.
-- first_published_latest: Day by which the first article that reports it had appeared.
-- days_to_publication_least: Least number of days from then to first publication; null where open.
-- days_to_publication_most: Most number of days from then to first publication; null where open.
-- example: SELECT record_id, date, days, basis FROM dates WHERE record_table = 'events' AND NOT precise AND days IS NOT NULL ORDER BY days DESC, record_id
CREATE VIEW dates AS
WITH records AS (
  SELECT 'events' AS record_table, event_id AS record_id, date, date_earliest AS earliest,
    date_latest AS latest, CAST(date_basis AS VARCHAR) AS basis, status = 'occurred' AS happened
  FROM events
  UNION ALL
  SELECT 'commitments', commitment_id, stated, stated_earliest, stated_latest, NULL, TRUE
  FROM commitments
  UNION ALL
  SELECT 'quotes', quote_id, said, said_earliest, said_latest, NULL, TRUE
  FROM quotes
),
published AS (
  SELECT
    record_table,
    record_id,
    min(published_earliest) AS earliest,
    min(published_latest) AS latest
  FROM reports
  GROUP BY record_table, record_id
),
timed AS (
  SELECT
    r.record_table,
    r.record_id,
    r.date,
    r.earliest,
    r.latest,
    date_diff('day', r.earliest, r.latest) + 1 AS days,
    coalesce(r.earliest = r.latest, FALSE) AS precise,
    r.basis,
    coalesce(r.basis = 'external', FALSE) AS outside_text,
    p.earliest AS first_published_earliest,
    p.latest AS first_published_latest,
    date_diff('day', r.latest, p.earliest) AS least,
    date_diff('day', r.earliest, p.latest) AS days_to_publication_most,
    r.happened
  FROM records AS r
  LEFT JOIN published AS p ON p.record_table = r.record_table AND p.record_id = r.record_id
)
SELECT
  record_table,
  record_id,
  date,
  earliest,
  latest,
  days,
  precise,
  basis,
  outside_text,
  first_published_earliest,
  first_published_latest,
  CASE WHEN happened AND least < 0 THEN 0 ELSE least END AS days_to_publication_least,
  days_to_publication_most
FROM timed
ORDER BY record_table, record_id;
