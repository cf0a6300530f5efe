// Search over all words: names, quotations, summaries; surnames and misspellings, too.

// By which others call a country: peoples, capitals, short forms.
function aliases(code) {
  return DATA.aliases[code] || [];
}

function searchRows() {
  return [
    ...positions().map((p) => ({ kind: "position", key: p.commitment_id, title: p.summary, words: [p.actor, p.country_name, p.measure_label, p.strength_label, p.asserted_by_name, p.via, p.quotation, p.gist, p.event, p.document, p.condition_note, p.note, ...aliases(p.country)].filter(Boolean).join(" ") })),
    ...tables.quotes().map((q) => ({ kind: "quote", key: q.quote_id, title: q.text || q.gist, words: `${actorName(q.speaker_id)} ${q.gist}` })),
    ...tables.events().map((e) => ({ kind: "event", key: e.event_id, title: e.title, words: [e.description, e.place, ...(participants().get(e.event_id) || []).map((p) => actorName(p.actor_id))].filter(Boolean).join(" ") })),
    ...tables.actors().map((a) => ({ kind: "actor", key: a.actor_id, title: a.name, words: a.office || "" })),
    ...tables.countries().map((c) => ({ kind: "country", key: c.country, title: c.name, words: [c.country, ...aliases(c.country)].join(" ") })),
    ...tables.articles().map((a) => ({ kind: "article", key: a.article_id, title: a.headline || a.publisher, words: [a.publisher, a.byline, a.wire].filter(Boolean).join(" ") })),
  ].map((found, id) => ({ id, ...found }));
}

function tokens(text) {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// Accents are no difference: Orban finds Orbán.
function plainWord(word) {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const index = once(() => {
  const made = new MiniSearch({
    fields: ["title", "words"],
    storeFields: ["kind", "key", "title"],
    processTerm: plainWord,
    // A hyphen is no difference either: cease-fire finds ceasefire.
    tokenize: (text) => tokens(text.replace(/(\p{L}+)-(\p{L}+)/gu, "$1$2 $1 $2")),
    // Two letters may be wrong in a long name, none in a short word.
    searchOptions: { tokenize: (text) => tokens(text.replace(/(\p{L})-(\p{L})/gu, "$1$2")), boost: { title: 2 }, prefix: (word) => word.length > 2, fuzzy: (word) => (word.length > 7 ? 2 : word.length > 3 ? 1 : false), combineWith: "AND" },
  });
  made.addAll(searchRows());
  return made;
});

function find(words) {
  return index().search(words);
}

const KINDS = {
  country: ["Countries", (f) => ofCountry(f.key)],
  actor: ["Actors", (f) => ofActor(f.key)],
  event: ["Events", (f) => ofEvent(f.key)],
  position: ["Positions", (f) => [badge(positionById().get(f.key).strength), " ", ofPosition(f.key)]],
  quote: ["Quotations", (f) => [ofActor(row("quotes", f.key).speaker_id), ". ", quoteLine(row("quotes", f.key))]],
  article: ["Articles", (f) => ofArticle(f.key)],
};
const HITS_SHOWN = 20;

function isShown(found, known) {
  if (!known) return true;
  if (found.kind === "position") return isKnown(positionById().get(found.key), known);
  if (found.kind === "event") return eventIsKnown(row("events", found.key), known);
  const article = { quote: () => row("quotes", found.key).article_id, article: () => found.key }[found.kind];
  return article ? articleIsKnown(row("articles", article()), known) : true;
}

// Where only words that are like those asked for were found, it says which.
function similar(words, found) {
  const wanted = plainWord(words.replace(/(\p{L})-(\p{L})/gu, "$1$2"));
  const terms = new Set(found.flatMap((f) => f.terms));
  if ([...terms].some((term) => tokens(wanted).some((w) => term.startsWith(w)))) return null;
  return h("p", { class: "note" }, `Nothing is written so; shown for: ${[...terms].sort().slice(0, 8).join(", ")}.`);
}

function searchPage({ search, known }) {
  const words = search.get("q") || "";
  const found = groups(words ? find(words).filter((f) => isShown(f, known)) : [], (f) => f.kind);
  const all = [...found.values()].flat().length;
  return [
    h("h1", {}, words ? `Search: ${words}` : "Search"),
    h("p", { role: "status" }, words ? count(all, "hit") : "Type a name or a word above."),
    words && !all ? h("p", {}, `That nothing is found in these ${tables.articles().length} articles is no evidence that nothing was said.`) : null,
    all ? similar(words, [...found.values()].flat()) : null,
    Object.entries(KINDS).filter(([kind]) => found.has(kind)).map(([kind, [title, show]]) => {
      const hits = found.get(kind);
      return h("section", {}, h("h2", {}, `${title} (${hits.length})`), h("ul", { class: "lines" }, hits.slice(0, HITS_SHOWN).map((f) => h("li", {}, show(f)))),
        kind === "position" && hits.length > HITS_SHOWN ? h("p", {}, link(`All ${hits.length} positions`, "positions", [], { q: words })) : null);
    }),
  ];
}
