// Search over all words: names, quotations, summaries; surnames and misspellings, too.

// By which others call a country: peoples, capitals, short forms.
function aliases(code) {
  return DATA.aliases[code] || [];
}

function searchRows() {
  return [
    ...all("positions").map((p) => ({ kind: "positions", key: p.commitment_id, title: p.summary, words: [p.actor, p.country_name, p.measure_label, p.strength_label, p.asserted_by_name, p.via, p.quotation, p.gist, p.event, p.document, p.condition_note, p.note, ...aliases(p.country)].filter(Boolean).join(" ") })),
    ...all("quotes").map((q) => ({ kind: "quotes", key: q.quote_id, title: q.text || q.gist, words: `${actorName(q.speaker_id)} ${q.gist}` })),
    ...all("events").map((e) => ({ kind: "events", key: e.event_id, title: e.title, words: [e.description, e.place, ...find("event_participants", "event_id", e.event_id).map((p) => actorName(p.actor_id))].filter(Boolean).join(" ") })),
    ...all("actors").map((a) => ({ kind: "actors", key: a.actor_id, title: a.name, words: a.office || "" })),
    ...all("countries").map((c) => ({ kind: "countries", key: c.country, title: c.name, words: [c.country, ...aliases(c.country)].join(" ") })),
    ...all("articles").map((a) => ({ kind: "articles", key: a.article_id, title: a.headline || a.publisher, words: [a.publisher, a.byline, a.wire].filter(Boolean).join(" ") })),
  ].map((found, id) => ({ id, ...found }));
}

function tokens(text) {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

function unhyphened(text) {
  return text.replace(/(\p{L})-(\p{L})/gu, "$1$2");
}

// Accents are no difference: Orban finds Orbán.
function plainWord(word) {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function searchIndex() {
  const index = new MiniSearch({
    fields: ["title", "words"],
    storeFields: ["kind", "key", "title"],
    processTerm: plainWord,
    // A hyphen is no difference either: cease-fire finds ceasefire.
    tokenize: (text) => tokens(text.replace(/(\p{L}+)-(\p{L}+)/gu, "$1$2 $1 $2")),
    // Two letters may be wrong in a long name, none in a short word.
    searchOptions: { tokenize: (text) => tokens(unhyphened(text)), boost: { title: 2 }, prefix: (word) => word.length > 2, fuzzy: (word) => (word.length > 7 ? 2 : word.length > 3 ? 1 : false), combineWith: "AND" },
  });
  index.addAll(searchRows());
  return index;
}

function hits(words) {
  return once("search", searchIndex).search(words);
}

const KINDS = {
  countries: ["Countries", (f) => ofCountry(f.key)],
  actors: ["Actors", (f) => ofActor(f.key)],
  events: ["Events", (f) => ofEvent(f.key)],
  positions: ["Positions", (f) => [badge(row("positions", f.key).strength), " ", ofPosition(f.key)]],
  quotes: ["Quotations", (f) => speech(row("quotes", f.key))],
  articles: ["Articles", (f) => ofArticle(f.key)],
};
const HITS_SHOWN = 20;

// Where only words that are like those asked for were found, it says which.
function similar(words, found) {
  const wanted = plainWord(unhyphened(words));
  const terms = new Set(found.flatMap((f) => f.terms));
  if ([...terms].some((term) => tokens(wanted).some((w) => term.startsWith(w)))) return null;
  return h("p", { class: "note" }, `Nothing is written so; shown for: ${[...terms].sort().slice(0, 8).join(", ")}.`);
}

function searchPage({ search }) {
  const words = search.get("q") || "";
  const found = (words ? hits(words) : []).filter((f) => isKnown(f.kind, row(f.kind, f.key)));
  const kinds = groups(found, (f) => f.kind);
  return [
    h("h1", {}, words ? `Search: ${words}` : "Search"),
    h("p", { role: "status" }, words ? count(found.length, "hit") : "Type a name or a word above."),
    words && !found.length ? h("p", {}, `That nothing is found in these ${all("articles").length} articles is no evidence that nothing was said.`) : null,
    found.length ? similar(words, found) : null,
    Object.entries(KINDS).filter(([kind]) => kinds.has(kind)).map(([kind, [title, show]]) => {
      const some = kinds.get(kind);
      return h("section", {}, h("h2", {}, `${title} (${some.length})`), h("ul", { class: "lines" }, some.slice(0, HITS_SHOWN).map((f) => h("li", {}, show(f)))),
        kind === "positions" && some.length > HITS_SHOWN ? h("p", {}, link(`All ${some.length} positions`, "positions", [], { q: words })) : null);
    }),
  ];
}
