// One position, with all that proves it.

function badge(strength, text) {
  const [back, ink] = DATA.colours[strength];
  return h("span", { class: "badge", style: { "--back": back, "--ink": ink } }, text || label("strength", strength));
}

function articlesOf(p) {
  return p.article_ids ? p.article_ids.split(", ") : [];
}

function publishers(p) {
  return [...new Set(articlesOf(p).map((id) => row("articles", id).publisher))].join(", ");
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

// The macro `citation` asks the view so, too.
function citing(table, id) {
  const sql = `SELECT DISTINCT citation FROM provenance WHERE record_table = '${table}' AND record_id = '${id}' AND stance = 'supports' ORDER BY 1`;
  const cited = () => ask(sql).then((found) => found.map((r) => r.citation).join("\n"));
  return h("p", { class: "tools" }, button("Copy citation", () => copy(cited())));
}

function source(e) {
  return h(
    "li", {}, ofArticle(e.article_id), ", at ", h("q", {}, cue(e)),
    e.field ? ` (for its ${e.field})` : "",
    e.url ? [" ", outside(e.url, "Open at the passage")] : "",
  );
}

function sources(table, id) {
  const list = (found) => h("ul", { class: "sources" }, found.map(source));
  const whole = reports(table, id);
  const single = passages(table, id).filter((e) => e.field !== null);
  const against = passages(table, id, "disputes");
  return [
    whole.length ? list(whole) : null,
    single.length ? h("details", {}, h("summary", {}, count(single.length, "passage"), " for single columns"), list(single)) : null,
    against.length ? h("div", {}, h("strong", {}, "Disputed by:"), list(against)) : null,
  ];
}

const BACKWARDS = { supersedes: "is superseded by", reiterates: "is reiterated by", contradicts: "contradicts", qualifies: "is qualified by" };

function relationsOf(id) {
  const there = find("relations", "subject_id", id).map((r) => [r.relation, r.object_id, r.note]);
  const back = find("relations", "object_id", id).map((r) => [BACKWARDS[r.relation], r.subject_id, r.note]);
  const shown = [...there, ...back].filter(([, other]) => isKnown("positions", row("positions", other)));
  if (!shown.length) return null;
  return h("ul", {}, shown.map(([what, other, note]) => h("li", {}, `${what} `, ofPosition(other), note ? ` (${note})` : "")));
}

function codersDiffer(id) {
  const cells = find("codings", "record_id", id).filter((d) => d.record_table === "commitments" && !["quote_id", "event_id"].includes(d.field));
  if (!cells.length) return null;
  // A row that one coding lacks differs in everything, which is said once.
  const whole = cells.filter((d) => d.field === null);
  return h("ul", {}, (whole.length ? whole : cells).map((d) => h(
    "li", {},
    d.field ? `${d.field}: first ${d.first_value ?? "nothing"}, second ${d.second_value ?? "nothing"}` : "one of the codings has no such row",
    `; decided: ${label("decision", d.decision)}`,
  )));
}

function rulesOf(id) {
  const rules = find("basis", "commitment_id", id);
  if (!rules.length) return null;
  return h("details", {}, h("summary", {}, "by which it was coded"), h("ul", {}, rules.map((b) =>
    h("li", {}, `${label("basis_field", b.field)}: ${label("basis_rule", b.rule)}`, b.cue ? [" (", h("q", {}, b.cue), ")"] : ""))));
}

function facts(pairs) {
  const shown = pairs.filter(([, value]) => parts([value]).some((c) => c !== ""));
  return h("dl", {}, shown.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
}

function quantity(p) {
  if (p.quantity_low === null && p.quantity_best === null && p.quantity_high === null) return null;
  const range = p.quantity_best ?? [p.quantity_low, p.quantity_high].filter((n) => n !== null).join(" to ");
  return `${p.quantity_bound ? `${label("quantity_bound", p.quantity_bound)}: ` : ""}${range.toLocaleString("en")} ${named("quantity_unit", p.quantity_unit)}`;
}

function positionDetail(p) {
  const c = "commitments";
  return h(
    "article", { class: "position" },
    h("h2", {}, link(p.summary, "position", [p.commitment_id])),
    h("p", {}, badge(p.strength), " ", p.measure_label, " · ", whose(p), " · ", capital(when(p.stated))),
    p.quotation ? h("blockquote", {}, h("p", {}, `“${p.quotation}”`)) : null,
    facts([
      [term("Who is committed", c, "actor_id"), [ofActor(p.actor_id), p.country && p.country_name !== p.actor ? [" (", ofCountry(p.country), ")"] : ""]],
      [term("Measure", c, "measure"), p.measure_label],
      [term("Strength", c, "strength"), p.strength_label],
      [term("Whose word", c, "asserted_by"), [ofActor(p.asserted_by), p.self_asserted ? (p.expression === "described" ? ", as described" : ", as own word") : ", as a claim"]],
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
      ["Other positions", relationsOf(p.commitment_id)],
      ["Coders differ", codersDiffer(p.commitment_id)],
      ["Rules", rulesOf(p.commitment_id)],
    ]),
    citing(c, p.commitment_id),
  );
}

function positionPage({ ids: [id] }) {
  const p = row("positions", id);
  if (!p) return nothing(`No position ${id}.`);
  return [
    h("h1", {}, p.actor, ": ", within(p.measure_label)),
    isKnown("positions", p) ? null : h("p", { class: "note" }, `Not known yet on ${day(known)}.`),
    positionDetail(p),
  ];
}

function nothing(text) {
  return [h("h1", {}, "Not found"), h("p", {}, text), h("p", {}, link("To the overview", "overview"))];
}
