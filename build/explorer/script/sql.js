// SQLite over all tables and views, in the page; nothing leaves it and nothing is kept.

const engine = once(() => {
  const text = atob(document.getElementById("sqlite").textContent.trim());
  return initSqlJs({ wasmBinary: Uint8Array.from(text, (c) => c.charCodeAt(0)) });
});

// Without `keep` all rows; with it the rows of the tables that it names, for which it says yes.
async function makeDatabase(keep) {
  const database = new (await engine()).Database();
  const names = Object.keys(DATA.tables);
  database.run("BEGIN");
  for (const statement of DATA.sql) database.run(statement);
  for (const name of names) {
    if (keep && !keep[name]) continue;
    const { columns, rows } = DATA.tables[name];
    const chosen = keep ? tables[name]().filter(keep[name]).map((r) => columns.map((c) => r[c])) : rows;
    const insert = database.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => "?").join(", ")})`);
    for (const cells of chosen) insert.run(cells.map((c) => (typeof c === "boolean" ? Number(c) : c)));
    insert.free();
  }
  database.run("COMMIT");
  return database;
}

const wholeDatabase = once(() => makeDatabase());
const ROWS_SHOWN = 500;

function examples() {
  return [["", "Choose an example"], ...DATA.examples.map(([said, sql]) => [sql, `README: ${said}`]), ...DATA.questions.map((v) => [v.example, `${v.name}: ${v.question}`])];
}

async function answer(sql) {
  if (!sql) return null;
  let found;
  try {
    found = (await wholeDatabase()).exec(sql);
  } catch (error) {
    return h("p", { class: "note", role: "alert" }, `SQLite says: ${error.message}`);
  }
  const result = found.at(-1);
  if (!result) return h("p", { role: "status" }, "No rows.");
  const { columns, values } = result;
  return [
    h("p", { class: "tools" }, h("span", { role: "status" }, count(values.length, "row")), values.length > ROWS_SHOWN ? `, the first ${ROWS_SHOWN} shown` : "", " ",
      button("Save as CSV", () => save("query.csv", csv(columns, values)))),
    scrolling("Result", h("table", { class: "result" },
      h("thead", {}, h("tr", {}, columns.map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, values.slice(0, ROWS_SHOWN).map((r) => h("tr", {}, r.map((c) => h("td", {}, c === null ? h("span", { class: "beside" }, "null") : String(c)))))))),
  ];
}

async function sqlPage({ search }) {
  const sql = search.get("sql") || "";
  const run = () => change({ sql: document.getElementById("sql").value }, { step: true });
  return [
    h("h1", {}, "SQL"),
    h("p", {}, "SQLite with all tables and views, in this page. Booleans are 0 and 1, days ISO text; compare ranks, not codes. All tables: ",
      Object.keys(DATA.tables).map((t, i) => [i ? ", " : "", link(t, "words", [t])]), "."),
    select("example", "Examples", examples(), examples().some(([example]) => example === sql) ? sql : "", (value) => change({ sql: value }, { step: true })),
    h("div", { class: "field wide" }, h("label", { for: "sql" }, "Query"),
      h("textarea", { id: "sql", rows: "6", spellcheck: "false", on: { keydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); } } }, sql)),
    h("p", { class: "tools" }, button("Run (Ctrl+Enter)", run, { id: "run" })),
    h("div", { id: "answer" }, await answer(sql)),
  ];
}
