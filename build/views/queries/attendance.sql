-- Who attended what, in person, remotely, represented?
--
-- key: event_id, actor_id
-- event_id: The event.
-- title: Its title.
-- date: When it is, in EDTF; null where no date is known.
-- actor_id: Who took part or stayed away.
-- actor: Name of the actor.
-- country: Country of the actor (ISO 3166-1 alpha-3); null for a group.
-- role: Role in the event.
-- attendance: in_person, remote, represented or unknown; null for the absent and the target, and where the event is none that people attend.
-- in_scope: Whether the event concerns guarantees.
-- example: SELECT actor, role, attendance FROM attendance WHERE event_id = '2026-01-06-paris-summit' ORDER BY actor
CREATE VIEW attendance AS
SELECT
  p.event_id,
  e.title,
  e.date,
  p.actor_id,
  a.name AS actor,
  a.country,
  p.role,
  p.attendance,
  e.in_scope
FROM event_participants AS p
JOIN events AS e ON e.event_id = p.event_id
JOIN actors AS a ON a.actor_id = p.actor_id
ORDER BY e.date_latest, p.event_id, p.actor_id;
