// The rows as objects, found by any column, and what of them was known on a day.

const DATA = JSON.parse(document.getElementById("data").textContent);
const { positions: FLAT } = DATA.views;
let known = null; // the day on which the page looks; null where it looks at everything

function objects({ columns, rows }) {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

function groups(rows, key) {
  const found = new Map();
  for (const row of rows) {
    const at = key(row);
    if (!found.has(at)) found.set(at, []);
    found.get(at).push(row);
  }
  return found;
}

const made = new Map();
function once(name, make) {
  if (!made.has(name)) made.set(name, make());
  return made.get(name);
}

// All rows of a table. A position has its columns of `commitments` and, in order of time, those of
// the view.
function all(table) {
  return once(table, () =>
    table === "positions"
      ? objects(FLAT).map((p) => ({ ...row("commitments", p.commitment_id), ...p }))
      : objects(DATA.tables[table]),
  );
}

function find(table, column, value) {
  return once(`${table}.${column}`, () => groups(all(table), (r) => r[column])).get(value) || [];
}

function row(table, id) {
  const key = table === "positions" ? "commitment_id" : DATA.tables[table].key[0];
  return find(table, key, id)[0];
}

// Since when a row is known for certain; a position, not before it had been stated.
const ofArticleSince = (r) => row("articles", r.article_id).published_latest;
const SINCE = {
  positions: (p) => p.known_since && (p.known_since > p.stated_latest ? p.known_since : p.stated_latest),
  events: (e) => DATA.known[e.event_id],
  articles: ofArticleSince,
  quotes: ofArticleSince,
  mentions: ofArticleSince,
};

function isKnown(table, r) {
  return !known || !SINCE[table] || SINCE[table](r) <= known;
}

// The rows that were known: all of a table, or those with a value.
function seen(table, column, value) {
  return (column ? find(table, column, value) : all(table)).filter((r) => isKnown(table, r));
}

function codes(vocabulary) {
  return find("codes", "vocabulary", vocabulary);
}

function label(vocabulary, code) {
  return codes(vocabulary).find((c) => c.code === code)?.label ?? String(code);
}

function named(vocabulary, code) {
  return label(vocabulary, code).toLowerCase();
}

function actorName(id) {
  return row("actors", id)?.name || id;
}

function countryName(code) {
  return row("countries", code)?.name || code;
}

// The passages that support a record, or dispute it.
function passages(table, id, stance = "supports") {
  return find("evidence", "record_id", id).filter((e) => e.record_table === table && e.stance === stance);
}

// A passage that supports one column does not support the whole record.
function reports(table, id) {
  return passages(table, id).filter((e) => e.field === null);
}
