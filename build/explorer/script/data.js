// The rows as objects, and what belongs together.

const DATA = JSON.parse(document.getElementById("data").textContent);

function objects({ columns, rows }) {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

function once(make) {
  let made;
  return () => (made ??= make());
}

const tables = Object.fromEntries(
  Object.entries(DATA.tables).map(([name, table]) => [name, once(() => objects(table))]),
);

function groups(rows, key) {
  const found = new Map();
  for (const row of rows) {
    const at = key(row);
    if (!found.has(at)) found.set(at, []);
    found.get(at).push(row);
  }
  return found;
}

const keyed = Object.fromEntries(
  Object.entries(DATA.tables).map(([name, table]) => [
    name,
    once(() => new Map(tables[name]().map((row) => [table.key.map((k) => row[k]).join("/"), row]))),
  ]),
);

function row(table, id) {
  return id ? keyed[table]().get(id) : undefined;
}

function label(vocabulary, code) {
  const found = row("codes", `${vocabulary}/${code}`);
  return found ? found.label : String(code);
}

function codes(vocabulary) {
  return tables.codes().filter((c) => c.vocabulary === vocabulary);
}

function actorName(id) {
  return row("actors", id)?.name || id;
}

function countryName(code) {
  return row("countries", code)?.name || code;
}

const proofs = once(() => groups(tables.evidence(), (e) => `${e.record_table}/${e.record_id}`));

function passages(table, id, stance) {
  return (proofs().get(`${table}/${id}`) || []).filter((e) => e.stance === stance);
}

// As the view `reports` has it: a passage for one column is no report of the row.
function reports(table, id) {
  return passages(table, id, "supports").filter((e) => e.field === null);
}

function knownSince(table, id) {
  const days = reports(table, id).map((e) => row("articles", e.article_id).published_latest);
  return days.length ? days.sort()[0] : null;
}

// Each position with its row of `commitments` and its names from the view `positions`.
const positions = once(() =>
  objects(DATA.views.positions).map((p) => Object.assign({}, row("commitments", p.commitment_id), p)),
);
const positionById = once(() => new Map(positions().map((p) => [p.commitment_id, p])));

const positionsBy = {
  event: once(() => groups(positions(), (p) => p.event_id)),
  actor: once(() => groups(positions(), (p) => p.actor_id)),
  asserted: once(() => groups(positions(), (p) => p.asserted_by_name)),
  country: once(() => groups(positions(), (p) => p.country)),
};

const subjects = once(() => groups(tables.relations(), (r) => r.subject_id));
const relationsTo = once(() => groups(tables.relations(), (r) => r.object_id));
const differences = once(() => groups(tables.codings(), (d) => `${d.record_table}/${d.record_id}`));
const participants = once(() => groups(tables.event_participants(), (p) => p.event_id));
const attended = once(() => groups(tables.event_participants(), (p) => p.actor_id));
const quotesOf = once(() => groups(tables.quotes(), (q) => q.speaker_id));

// In order of time: the first possible day, or the last where there is no earliest date, then the
// last. The view `stance_timeline` also places a position after what it supersedes or reiterates.
function byTime(a, b) {
  return (
    (a.stated_earliest || a.stated_latest).localeCompare(b.stated_earliest || b.stated_latest) ||
    a.stated_latest.localeCompare(b.stated_latest) ||
    a.strength_rank - b.strength_rank ||
    a.commitment_id.localeCompare(b.commitment_id)
  );
}

// What had been stated and published by a day; everything where no day is given.
function isKnown(position, known) {
  return !known || (position.known_since !== null && position.known_since <= known && position.stated_latest <= known);
}

function eventIsKnown(event, known) {
  if (!known) return true;
  const since = knownSince("events", event.event_id);
  return since !== null && since <= known;
}

function articleIsKnown(article, known) {
  return !known || article.published_latest <= known;
}
