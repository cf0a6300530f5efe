-- Which events were known on a day?
--
-- known_on(day): events that an article had reported by that day, for certain. An event that
-- lay ahead then is there if it was spoken of.
--
-- key: event_id
-- event_id: The event.
-- title: Its title.
-- event_type: Kind of event.
-- status: Whether it has happened, as coded.
-- date: When, in EDTF; null where no date is known.
-- known_since: Day by which the first article that reports it had appeared.
-- in_scope: Whether it concerns guarantees.
-- example: SELECT event_id, status, known_since FROM known_on('2025-03-01') ORDER BY known_since, event_id
CREATE MACRO known_on(day) AS TABLE
WITH published AS (
  SELECT record_id, min(published_latest) AS known_since
  FROM reports
  WHERE record_table = 'events'
  GROUP BY record_id
)
SELECT
  v.event_id,
  v.title,
  v.event_type,
  v.status,
  v.date,
  p.known_since,
  v.in_scope
FROM events AS v
JOIN published AS p ON p.record_id = v.event_id
WHERE p.known_since <= CAST(day AS DATE)
ORDER BY p.known_since, v.event_id;
