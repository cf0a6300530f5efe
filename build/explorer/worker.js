// SQLite in a worker of its own, so that no query can hold up the page. A query comes with an
// address that somebody else may have made, so it can only read: it must be one statement that a
// view can hold, and it runs in a database of its own, which is closed after it.
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

// The grammar of SQLite gives a view one query and nothing that writes, attaches or sets anything.
// The view is compiled and never made. More statements after the first are compiled to count them,
// and change at most the settings of a database that is then closed.
function refuseOthers(database, sql) {
  const statements = [...database.iterateStatements(`CREATE TEMP VIEW query AS ${sql}`)];
  if (statements.length > 1) throw new Error("more than one statement");
}

function answer(database, sql) {
  refuseOthers(database, sql);
  database.run("PRAGMA query_only = 1");
  const statement = database.prepare(sql);
  const rows = [];
  while (statement.step()) rows.push(statement.get());
  return { columns: statement.getColumnNames(), rows };
}

self.onmessage = async ({ data }) => {
  try {
    if (data.wasm) kept.engine = initSqlJs({ wasmBinary: data.wasm });
    if (data.whole) kept.whole = (await fill(data.whole)).export();
    if (!data.sql) return;
    const database = data.some ? await fill(data.some) : new (await kept.engine).Database(kept.whole);
    try {
      self.postMessage({ id: data.id, found: answer(database, data.sql) });
    } finally {
      database.close();
    }
  } catch (error) {
    self.postMessage({ id: data.id, error: error.message });
  }
};
