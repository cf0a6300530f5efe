// SQLite in a worker of its own, so that no query can hold up the page. Every query gets a fresh
// database: what one of them writes is gone with it.
const kept = {};

async function fill({ statements, tables }) {
  const database = new (await kept.engine).Database();
  database.run("BEGIN");
  for (const statement of statements) database.run(statement);
  for (const [name, { columns, rows }] of Object.entries(tables)) {
    const insert = database.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => "?").join(", ")})`);
    for (const row of rows) insert.run(row.map((c) => (typeof c === "boolean" ? Number(c) : c)));
    insert.free();
  }
  database.run("COMMIT");
  return database;
}

self.onmessage = async ({ data }) => {
  try {
    if (data.wasm) kept.engine = initSqlJs({ wasmBinary: data.wasm });
    if (data.whole) kept.whole = (await fill(data.whole)).export();
    if (!data.sql) return;
    const database = data.some ? await fill(data.some) : new (await kept.engine).Database(kept.whole);
    database.run("PRAGMA query_only = 1");
    self.postMessage({ id: data.id, found: database.exec(data.sql) });
    database.close();
  } catch (error) {
    self.postMessage({ id: data.id, error: error.message });
  }
};
