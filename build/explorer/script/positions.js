// All positions, filtered; what is filtered can be saved.

const FILTERS = {
  country: ["Country", (p) => p.country, countryName],
  actor: ["Actor", (p) => p.actor_id, actorName],
  measure: ["Measure", (p) => p.measure, (c) => label("measure", c)],
  strength: ["Strength", (p) => p.strength, (c) => label("strength", c)],
  own: ["Whose word", (p) => (p.self_asserted ? "own" : "claim"), (c) => (c === "own" ? "Own word" : "A claim by others")],
  condition: ["Condition", (p) => p.condition, (c) => label("condition", c)],
  article: ["Article", articlesOf, (id) => `${row("articles", id).publisher}, ${when(row("articles", id).published)}`],
  month: ["Month", (p) => p.stated_latest.slice(0, 7), day],
};
const ORDERS = { time: "Oldest first", latest: "Latest first", strength: "Strongest first", refusal: "Hardest refusal first", country: "By country" };
const SHOWN_AT_ONCE = 100;

function filtered(search) {
  let found = seen("positions");
  for (const [name, [, value]] of Object.entries(FILTERS)) {
    const wanted = search.get(name);
    if (wanted) found = found.filter((p) => [value(p)].flat().includes(wanted));
  }
  const words = search.get("q");
  if (words) {
    const keys = new Set(hits(words).filter((f) => f.kind === "positions").map((f) => f.key));
    found = found.filter((p) => keys.has(p.commitment_id));
  }
  const order = search.get("order");
  // Of equally strong positions the latest comes first, as the view `country_stances` chooses.
  if (["latest", "strength", "refusal"].includes(order)) found.reverse();
  if (order === "strength") found.sort((a, b) => b.strength_rank - a.strength_rank);
  if (order === "refusal") found.sort((a, b) => a.strength_rank - b.strength_rank);
  if (order === "country") found.sort((a, b) => (a.country_name || a.actor).localeCompare(b.country_name || b.actor));
  return found;
}

function choices(name) {
  const [, value, text] = FILTERS[name];
  const there = new Set(seen("positions").flatMap(value).filter((v) => v !== null));
  const coded = codes(name).map((c) => c.code).filter((c) => there.has(c));
  if (coded.length) return coded.map((c) => [c, text(c)]);
  return [...there].map((c) => [c, text(c)]).sort((a, b) => (name === "month" ? a[0].localeCompare(b[0]) : a[1].localeCompare(b[1])));
}

function select(id, name, given, chosen, run) {
  // What an address asks for and no row has is shown as what it is.
  const options = given.some(([code]) => code === chosen) ? given : [...given, [chosen, `${chosen} (none)`]];
  return h("div", { class: "field" }, h("label", { for: id }, name), h(
    "select", { id, on: { change: (event) => run(event.target.value) } },
    options.map(([code, text]) => h("option", { value: code, selected: code === chosen }, text)),
  ));
}

function filterForm(search) {
  return h(
    "form", { class: "filters", role: "search", "aria-label": "Filter positions", on: { submit: (event) => event.preventDefault() } },
    h("div", { class: "field" }, h("label", { for: "words" }, "Words"),
      h("input", { id: "words", type: "search", value: search.get("q") || "", placeholder: "a name, a word", on: { input: (event) => change({ q: event.target.value, shown: "" }) } })),
    Object.entries(FILTERS).map(([name, [title]]) =>
      select(`filter-${name}`, title, [["", "All"], ...choices(name)], search.get(name) || "", (value) => change({ [name]: value, shown: "" }))),
    select("order", "Order", Object.entries(ORDERS), search.get("order") || "time", (value) => change({ order: value })),
  );
}

function positionLine(p) {
  return h("li", {}, h("p", { class: "headline" }, badge(p.strength), " ", link(p.summary, "position", [p.commitment_id])),
    h("p", { class: "beside" }, p.country ? ofCountry(p.country) : ofActor(p.actor_id), ` · ${p.measure_label} · ${whose(p)} · ${when(p.stated)}`));
}

function positionsPage({ search }) {
  const found = filtered(search);
  const most = Number(search.get("shown")) || SHOWN_AT_ONCE;
  const { columns } = FLAT;
  const chosen = [...Object.keys(FILTERS), "q", "known"].map((k) => search.get(k)).filter(Boolean);
  const name = `${["positions", ...chosen.map((c) => c.replace(/[^\p{L}\p{N}]+/gu, "-"))].join("-")}.csv`;
  return [
    h("h1", {}, "Positions"),
    filterForm(search),
    h("p", { class: "tools" }, h("span", { role: "status" }, count(found.length, "position")), " ",
      button("Save as CSV", () => save(name, columns, found.map((p) => columns.map((c) => p[c])))), " ",
      link("Clear filters", "positions")),
    h("ol", { class: "lines" }, found.slice(0, most).map(positionLine)),
    found.length > most ? h("p", {}, button(`Show ${Math.min(SHOWN_AT_ONCE, found.length - most)} more`, () => change({ shown: String(most + SHOWN_AT_ONCE) }))) : null,
  ];
}
