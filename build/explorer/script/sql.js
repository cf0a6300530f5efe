// SQL over all tables and views, in the page; nothing leaves it and nothing is kept.

const SECONDS = 10; // of a query, after which somebody would have closed the page
const ROWS_SHOWN = 500;
const asked = { worker: null, number: 0, waiting: new Map() };

function worker() {
  if (asked.worker) return asked.worker;
  const source = document.getElementById("sqlite-script").textContent;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  asked.worker = new Worker(url);
  asked.worker.onmessage = ({ data }) => {
    asked.waiting.get(data.id)?.(data);
    asked.waiting.delete(data.id);
  };
  const text = atob(document.getElementById("sqlite").textContent.trim());
  asked.worker.postMessage({ wasm: Uint8Array.from(text, (c) => c.charCodeAt(0)) });
  asked.whole = false;
  return asked.worker;
}

function stop(why) {
  asked.worker?.terminate();
  asked.worker = null;
  for (const tell of asked.waiting.values()) tell({ error: why });
  asked.waiting.clear();
}

// Ask all rows, or those of some tables; gives the columns and rows, or an error in words.
function query(sql, some) {
  const to = worker();
  const message = { id: ++asked.number, sql };
  if (some || !asked.whole) message[some ? "some" : "whole"] = { statements: DATA.sql, tables: some || DATA.tables };
  asked.whole ||= !some;
  return new Promise((tell) => {
    const late = setTimeout(() => stop(`stopped after ${SECONDS} seconds`), SECONDS * 1000);
    asked.waiting.set(message.id, (data) => {
      clearTimeout(late);
      tell(data);
    });
    to.postMessage(message);
  });
}

// The rows that one query gives, as objects.
async function ask(sql, some) {
  const { found, error } = await query(sql, some);
  if (error) throw new Error(error);
  return objects(found);
}

function examples() {
  return [["", "Choose an example"], ...DATA.examples.map(([said, sql]) => [sql, said]), ...DATA.questions.map((v) => [v.example, v.question])];
}

function hint(error) {
  const macro = DATA.macros.find((name) => error.includes(`no such table: ${name}`));
  if (macro) return ` ${macro} is a table macro, which SQLite has not; take it in DuckDB.`;
  const reading = /syntax error|incomplete input|more than one statement/.test(error);
  return reading ? " Ask one query, which begins with SELECT, WITH or VALUES; the rows can be asked, not changed." : "";
}

function result({ columns, rows }) {
  return h("section", { "aria-label": "Result" },
    h("p", { class: "tools" }, h("span", { role: "status" }, count(rows.length, "row")), rows.length > ROWS_SHOWN ? `, the first ${ROWS_SHOWN} shown` : "", " ",
      button("Save as CSV", () => save("query.csv", columns, rows))),
    scrolling("Rows of the result", h("table", { class: "result" },
      h("thead", {}, h("tr", {}, columns.map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, rows.slice(0, ROWS_SHOWN).map((r) => h("tr", {}, r.map((c) => h("td", {}, c === null ? h("span", { class: "beside" }, "null") : String(c)))))))));
}

async function answer(sql) {
  if (!sql) return null;
  const { found, error } = await query(sql);
  if (error) return h("p", { class: "note", role: "alert" }, `SQLite says: ${error}.${hint(error)}`);
  return result(found);
}

function sqlPage({ search }) {
  const sql = search.get("sql") || "";
  const run = () => change({ sql: document.getElementById("sql").value }, { step: true });
  const place = h("div", { id: "answer" }, sql ? [h("p", { role: "status" }, "Asking … "), button("Stop", () => stop("stopped"))] : null);
  answer(sql).then((made) => {
    place.replaceChildren(...parts([made]));
    place.setAttribute("data-done", "");
  });
  return [
    h("h1", {}, "SQL"),
    known ? h("p", { class: "note" }, "SQL looks at all rows, whatever the day.") : null,
    h("p", {}, "SQLite with all tables and views, in this page. Booleans are 0 and 1, days ISO text; compare ranks, not codes. All tables: ",
      joined(Object.keys(DATA.tables).map((t) => link(t, "words", [t]))), "."),
    select("example", "Examples", examples(), examples().some(([example]) => example === sql) ? sql : "", (value) => change({ sql: value }, { step: true })),
    h("div", { class: "field wide" }, h("label", { for: "sql" }, "Query"),
      h("textarea", { id: "sql", rows: "6", spellcheck: "false", on: { keydown: (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); } } }, sql)),
    h("p", { class: "tools" }, button("Run (Ctrl+Enter)", run, { id: "run" })),
    place,
  ];
}
