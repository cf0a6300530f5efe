// One position, with all that proves it.

function badge(strength, text) {
  const [back, ink] = DATA.colours[strength];
  return h("span", { class: "badge", style: { "--back": back, "--ink": ink } }, text || label("strength", strength));
}

function publishers(p) {
  return [...new Set(reports("commitments", p.commitment_id).map((e) => row("articles", e.article_id).publisher))].join(", ");
}

// A position that an article only describes is nobody's sentence.
function whose(p) {
  if (!p.self_asserted) return `claimed by ${p.asserted_by_name}`;
  if (p.expression === "described") return `own position, as ${publishers(p)} describes it`;
  return p.asserted_by_name === p.actor ? "own word" : `own word, by ${p.asserted_by_name}`;
}

// The story of an article of unknown origin may be one of the others.
function stories(p) {
  const most = count(p.works_most, "story", "stories");
  return p.works_least === p.works_most ? most : `${p.works_least} to ${most}`;
}

// The first and last words of a passage.
function cue(e) {
  return e.cue_start + (e.cue_end ? ` … ${e.cue_end}` : "");
}

// As the view `provenance` has it.
function citation(table, id, e) {
  const a = row("articles", e.article_id);
  const [first, last] = [a.published_earliest, a.published_latest];
  const day = first === last ? a.published : `published between ${first} and ${last}`;
  return (
    a.publisher + (a.headline ? `, "${a.headline}"` : "") + `, ${day}, at "${cue(e)}"` + (e.url ? `, ${e.url}` : "") +
    `; coded as ${table}/${id} in: ${DATA.about.title}, version ${DATA.about.version}.`
  );
}

function citations(table, id) {
  return [...new Set(passages(table, id, "supports").map((e) => citation(table, id, e)))].sort().join("\n");
}

function source(e) {
  return h(
    "li", {}, ofArticle(e.article_id), ", at ", h("q", {}, cue(e)),
    e.field ? ` (for its ${e.field})` : "",
    e.url ? [" ", outside(e.url, "Open at the passage")] : "",
  );
}

function sources(table, id) {
  const whole = reports(table, id);
  const single = passages(table, id, "supports").filter((e) => e.field !== null);
  const against = passages(table, id, "disputes");
  return [
    whole.length ? h("ul", { class: "sources" }, whole.map(source)) : null,
    single.length
      ? h("details", {}, h("summary", {}, count(single.length, "passage"), " for single columns"), h("ul", { class: "sources" }, single.map(source)))
      : null,
    against.length ? h("div", {}, h("strong", {}, "Disputed by:"), h("ul", { class: "sources" }, against.map(source))) : null,
  ];
}

const BACKWARDS = { supersedes: "is superseded by", reiterates: "is reiterated by", contradicts: "contradicts", qualifies: "is qualified by" };

function relationsOf(id, known) {
  const shown = (other) => positionById().has(other) && isKnown(positionById().get(other), known);
  const there = (subjects().get(id) || []).map((r) => [r.relation, r.object_id, r.note]);
  const back = (relationsTo().get(id) || []).map((r) => [BACKWARDS[r.relation], r.subject_id, r.note]);
  const all = [...there, ...back].filter(([, other]) => shown(other));
  if (!all.length) return null;
  return h("ul", {}, all.map(([what, other, note]) => h("li", {}, `${what} `, ofPosition(other), note ? ` (${note})` : "")));
}

function codersDiffer(table, id) {
  const all = (differences().get(`${table}/${id}`) || []).filter((d) => !["quote_id", "event_id"].includes(d.field));
  if (!all.length) return null;
  // A row that one coding lacks differs in everything, which is said once.
  const found = all.filter((d) => d.field === null).length ? all.filter((d) => d.field === null) : all;
  return h("ul", {}, found.map((d) => h(
    "li", {},
    d.field
      ? `${d.field}: first ${d.first_value ?? "nothing"}, second ${d.second_value ?? "nothing"}; decided: ${label("decision", d.decision)}`
      : `one of the codings has no such row; decided: ${label("decision", d.decision)}`,
  )));
}

function facts(pairs) {
  const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "" && !(Array.isArray(value) && !value.flat().some(Boolean)));
  return h("dl", {}, shown.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function quantity(p) {
  if (p.quantity_low === null && p.quantity_best === null && p.quantity_high === null) return null;
  const range = p.quantity_best ?? [p.quantity_low, p.quantity_high].filter((n) => n !== null).join(" to ");
  return `${p.quantity_bound ? `${label("quantity_bound", p.quantity_bound)}: ` : ""}${range.toLocaleString("en")} ${label("quantity_unit", p.quantity_unit).toLowerCase()}`;
}

function positionDetail(p, known, level = "h2") {
  const rules = tables.basis().filter((b) => b.commitment_id === p.commitment_id);
  const c = "commitments";
  return h(
    "article", { class: "position" },
    h(level, {}, link(p.summary, "position", [p.commitment_id])),
    h("p", {}, badge(p.strength), " ", p.measure_label, " · ", whose(p), " · ", capital(when(p.stated))),
    p.quotation ? h("blockquote", {}, h("p", {}, `“${p.quotation}”`)) : null,
    facts([
      [term("Who is committed", c, "actor_id"), [ofActor(p.actor_id), p.country && p.country_name !== p.actor ? [" (", ofCountry(p.country), ")"] : ""]],
      [term("Measure", c, "measure"), p.measure_label],
      [term("Strength", c, "strength"), p.strength_label],
      [term("Whose word", c, "asserted_by"), [ofActor(row(c, p.commitment_id).asserted_by), p.self_asserted ? (p.expression === "described" ? ", as described" : ", as own word") : ", as a claim"]],
      [term("Relayed by", c, "via_actor_id"), p.via_actor_id ? ofActor(p.via_actor_id) : null],
      [term("Condition", c, "condition"), p.condition_label + (p.condition_note ? `: ${p.condition_note}` : "")],
      [term("Quantity", c, "quantity_best"), quantity(p)],
      [term("Where", c, "location"), p.location === "unspecified" ? null : label("location", p.location)],
      [term("For", c, "beneficiary_id"), p.beneficiary_id ? ofActor(p.beneficiary_id) : null],
      [term("Stated", c, "stated"), when(p.stated)],
      ["Known since", p.known_since ? `${day(p.known_since)}, by ${count(p.articles, "article")} of ${stories(p)}` : null],
      [term("Occasion", c, "event_id"), p.event_id ? ofEvent(p.event_id) : null],
      [term("Document", c, "instrument_id"), p.document],
      [term("What was said", "quotes", "gist"), p.gist === p.summary ? null : p.gist],
      [term("Note", c, "note"), p.note],
      ["Sources", sources(c, p.commitment_id)],
      ["Other positions", relationsOf(p.commitment_id, known)],
      ["Coders differ", codersDiffer(c, p.commitment_id)],
      ["Rules", rules.length ? h("details", {}, h("summary", {}, "by which it was coded"), h("ul", {}, rules.map((b) => h("li", {}, `${label("basis_field", b.field)}: ${label("basis_rule", b.rule)}`, b.cue ? [" (", h("q", {}, b.cue), ")"] : "")))) : null],
    ]),
    h("p", { class: "tools" }, button("Copy citation", () => copy(citations(c, p.commitment_id)))),
  );
}

function positionPage({ ids: [id], known }) {
  const p = positionById().get(id);
  if (!p) return nothing(`No position ${id}.`);
  return [
    h("h1", {}, p.actor, ": ", within(p.measure_label)),
    isKnown(p, known) ? null : h("p", { class: "note" }, `Not known yet on ${day(known)}.`),
    positionDetail(p, known),
  ];
}

function nothing(text) {
  return [h("h1", {}, "Not found"), h("p", {}, text), h("p", {}, link("To the overview", "overview"))];
}
