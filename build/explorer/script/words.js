// The dictionary: what each table, column, code and view means.

function wordsPage({ ids: [name, column] }) {
  const lists = [...new Set(all("codes").map((c) => c.vocabulary))];
  const isTable = name !== undefined && Object.hasOwn(DATA.tables, name);
  if (column !== undefined && isTable && !DATA.tables[name].columns.includes(column)) return nothing(`Table ${name} has no column ${column}.`);
  if (name !== undefined && !isTable && !lists.includes(name)) return nothing(`No table or vocabulary ${name}.`);
  return [
    h("h1", {}, isTable ? `Table ${name}` : name ? `Vocabulary ${name}` : "Words"),
    isTable ? tableWords(name, column) : name ? codeWords(name) : null,
    h("h2", {}, "Tables"), h("ul", { class: "columns" }, Object.keys(DATA.tables).map((t) => h("li", {}, link(t, "words", [t])))),
    h("h2", {}, "Vocabularies"), h("ul", { class: "columns" }, lists.map((v) => h("li", {}, link(v, "words", [v])))),
    h("h2", {}, "Views"),
    h("ul", {}, DATA.questions.map((v) => h("li", {}, link(v.name, "sql", [], { sql: v.example }), `: ${v.question}`))),
  ];
}

function tableWords(name, column) {
  const table = DATA.tables[name];
  return [
    h("p", {}, table.about, ` Primary key: ${table.key.join(", ")}. `, count(table.rows.length, "row"), "."),
    h("dl", { class: "words" }, table.columns.map((c, i) => {
      const [text, vocabulary] = table.words[i];
      return h("div", { id: `word-${c}`, class: c === column ? "chosen" : null }, h("dt", {}, h("code", {}, c)), h("dd", {}, text, vocabulary ? [" Codes: ", link(vocabulary, "words", [vocabulary]), "."] : ""));
    })),
  ];
}

function codeWords(name) {
  return h("dl", { class: "words" }, codes(name).map((c) => h("div", {}, h("dt", {}, h("code", {}, c.code), c.rank === null ? "" : ` (${c.rank})`), h("dd", {}, `${c.label}. ${c.definition}`))));
}
