// The articles, with what each holds and what it derives from.

function holds(id) {
  const of = (table, ...words) => count(DATA.holds[`${id}/${table}`] || 0, ...words);
  return [of("quotes", "quote"), of("commitments", "position"), of("events", "event"), of("mentions", "country", "countries")].join(", ");
}

function derived(a) {
  const same = find("articles", "work_id", a.work_id).filter((b) => b.article_id !== a.article_id);
  return [label("derivation", a.derivation), ` (story ${a.work_id})`, same.length ? ["; the same story as ", joined(same.map((b) => ofArticle(b.article_id)))] : ""];
}

function articleFacts(a) {
  const c = "articles";
  return facts([
    [term("Headline", c, "headline"), a.headline],
    [term("Author", c, "byline"), a.byline],
    [term("Agency", c, "wire"), a.wire],
    [term("Published", c, "published"), `${when(a.published)} (${named("published_basis", a.published_basis)})`],
    [term("Derives from", c, "derivation"), derived(a)],
    [term("Address", c, "url"), a.url ? outside(a.url, a.url) : "none is established"],
    ["Other copies", joined(find("copies", "article_id", a.article_id).map((k) => outside(k.url, k.url)))],
    ["Holds", holds(a.article_id)],
    [term("Notes", c, "notes"), a.notes],
  ]);
}

function articlesPage() {
  const shown = seen("articles").sort((a, b) => a.published_latest.localeCompare(b.published_latest));
  return [
    h("h1", {}, "Articles"),
    h("p", {}, "Articles are evidence of claims, not facts. Their texts are not here; each row names the passage by its first and last words."),
    shown.map((a) => h("article", {}, h("h2", {}, link(a.publisher, "article", [a.article_id])), articleFacts(a))),
  ];
}

function articlePage({ ids: [id] }) {
  const article = row("articles", id);
  if (!article) return nothing(`No article ${id}.`);
  return [
    h("h1", {}, `${article.publisher}, ${when(article.published)}`),
    articleFacts(article),
    h("h2", {}, "Positions"), h("ol", { class: "lines" }, seen("positions").filter((p) => articlesOf(p).includes(id)).map(positionLine)),
    h("h2", {}, "Quotations, in reading order"), h("ol", { class: "lines" }, find("quotes", "article_id", id).map(spoken)),
  ];
}
