// The articles, with what each holds and what it derives from.

function holds(id) {
  const of = (table) => new Set(tables.evidence().filter((e) => e.article_id === id && e.record_table === table && e.stance === "supports" && e.field === null).map((e) => e.record_id)).size;
  return [
    count(of("quotes"), "quote"), count(of("commitments"), "position"), count(of("events"), "event"), count(of("mentions"), "country", "countries"),
  ].join(", ");
}

function derived(a) {
  const same = tables.articles().filter((b) => b.work_id === a.work_id && b.article_id !== a.article_id);
  return [label("derivation", a.derivation), ` (story ${a.work_id})`, same.length ? ["; the same story as ", same.map((b, i) => [i ? ", " : "", ofArticle(b.article_id)])] : ""];
}

function articleFacts(a) {
  const copies = tables.copies().filter((c) => c.article_id === a.article_id);
  const c = "articles";
  return facts([
    [term("Headline", c, "headline"), a.headline],
    [term("Author", c, "byline"), a.byline],
    [term("Agency", c, "wire"), a.wire],
    [term("Published", c, "published"), `${when(a.published)} (${label("published_basis", a.published_basis).toLowerCase()})`],
    [term("Derives from", c, "derivation"), derived(a)],
    [term("Address", c, "url"), a.url ? outside(a.url, a.url) : "none is established"],
    ["Other copies", copies.length ? copies.map((k, i) => [i ? ", " : "", outside(k.url, k.url)]) : null],
    ["Holds", holds(a.article_id)],
    [term("Notes", c, "notes"), a.notes],
  ]);
}

function articlesPage({ known }) {
  const shown = tables.articles().filter((a) => articleIsKnown(a, known)).sort((a, b) => a.published_latest.localeCompare(b.published_latest));
  return [
    h("h1", {}, "Articles"),
    h("p", {}, "Articles are evidence of claims, not facts. Their texts are not here; each row names the passage by its first and last words."),
    shown.map((a) => h("article", {}, h("h2", {}, link(a.publisher, "article", [a.article_id])), articleFacts(a))),
  ];
}

function articlePage({ ids: [id], known }) {
  const article = row("articles", id);
  if (!article) return nothing(`No article ${id}.`);
  const found = positions().filter((p) => articlesOf(p).includes(id) && isKnown(p, known)).sort(byTime);
  const quotes = tables.quotes().filter((q) => q.article_id === id);
  return [
    h("h1", {}, `${article.publisher}, ${when(article.published)}`),
    articleFacts(article),
    h("h2", {}, "Positions"), h("ol", { class: "lines" }, found.map(positionLine)),
    h("h2", {}, "Quotations, in reading order"), h("ol", { class: "lines" }, quotes.map((q) => h("li", {}, ofActor(q.speaker_id), ". ", quoteLine(q)))),
  ];
}
