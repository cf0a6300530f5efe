// Countries, actors and events in sentences, made from the rows alone.

function sentences(p) {
  const strength = within(p.strength_label);
  const own = p.expression === "described"
    ? `${publishers(p)} describes this as the position of ${p.actor}, without a statement (strength: ${strength}).`
    : `Own word of ${p.actor}${p.asserted_by_name === p.actor ? "" : `, by ${p.asserted_by_name}`} (strength: ${strength}).`;
  const parts = [`${capital(when(p.stated))}: ${p.summary}`, p.self_asserted ? own : `A claim about ${p.actor}, by ${p.asserted_by_name} (strength: ${strength}).`];
  if (p.via) parts.push(`Relayed by ${p.via}.`);
  if (!["none", "not_stated"].includes(p.condition)) parts.push(`Condition: ${[p.condition_label, p.condition_note].filter(Boolean).join("; ").replace(/\.$/, "")}.`);
  if (p.document) parts.push(`Document: ${p.document}.`);
  if (p.quotation) parts.push(`In the words: “${p.quotation}”.`);
  const against = [...new Set(passages("commitments", p.commitment_id, "disputes").map((e) => `${row("articles", e.article_id).publisher} (${e.field})`))];
  if (against.length) parts.push(`Disputed by ${against.join(", ")}.`);
  return parts.join(" ");
}

function sourceText(e) {
  const article = row("articles", e.article_id);
  return `${article.publisher}, published ${when(article.published)}, at “${cue(e)}”`;
}

function tellPosition(p) {
  return h(
    "li", {}, sentences(p), " ",
    h("span", { class: "beside" }, "Source: ", reports("commitments", p.commitment_id).map((e, i) => [
      i ? "; " : "", sourceText(e), e.url ? [" ", outside(e.url, "(read the passage)")] : "",
    ]), ". ", link("Details", "position", [p.commitment_id], {}, { class: "details" })),
  );
}

// To be pasted elsewhere: with sources, addresses, the day and how to cite.
function asText(found, title, known) {
  const each = found.map((p) => {
    const told = reports("commitments", p.commitment_id).map((e) => `${sourceText(e)}${e.url ? ` <${e.url}>` : ""}`);
    return `${sentences(p)} Source: ${told.join("; ")}.`;
  });
  const then = known ? [`As known on ${day(known)}.`] : [];
  return `${[title, ...then, ...each, DATA.about.citation].join("\n\n")}\n`;
}

function told(positionsToTell, known) {
  if (!positionsToTell.length) return h("p", {}, "No position.");
  const found = [...positionsToTell].sort(byTime);
  return [
    h("p", { class: "tools" }, button("Copy as text", () => copy(asText(found, document.querySelector("h1").textContent, known))), " ", button("Print", () => window.print())),
    h("ol", { class: "told" }, found.map(tellPosition)),
  ];
}

function eventLine(e) {
  return h("li", {}, link(e.title, "event", [e.event_id]), h("span", { class: "beside" }, ` ${label("event_type", e.event_type)} · ${e.date ? when(e.date) : "no date"}`));
}

function countryPage({ ids: [code], known }) {
  const country = row("countries", code);
  if (!country) return nothing(`No country ${code}.`);
  const found = (positionsBy.country().get(code) || []).filter((p) => isKnown(p, known));
  const mentions = tables.mentions().filter((m) => m.country === code && articleIsKnown(row("articles", m.article_id), known));
  const actors = tables.actors().filter((a) => a.country === code);
  const its = new Set(actors.map((a) => a.actor_id));
  const forIt = positions().filter((p) => its.has(p.beneficiary_id) && p.country !== code && isKnown(p, known)).sort(byTime);
  const said = tables.quotes().filter((q) => its.has(q.speaker_id) && articleIsKnown(row("articles", q.article_id), known));
  return [
    h("h1", {}, country.name),
    facts([
      [term("Role in the coalition", "countries", "coalition_role"), label("coalition_role", country.coalition_role)],
      ["Member of", [country.eu_member ? "EU" : "", country.nato_member ? "NATO" : ""].filter(Boolean).join(", ")],
      ["Actors", actors.map((a, i) => [i ? ", " : "", ofActor(a.actor_id)])],
      [term("Named as", "mentions", "role"), mentions.map((m, i) => [i ? "; " : "", `${label("mention_role", m.role).toLowerCase()} (`, ofArticle(m.article_id), ")"])],
    ]),
    h("h2", {}, "Positions, in order of time"),
    told(found, known),
    forIt.length ? [h("h2", {}, `Positions of others for ${country.name}`), h("ol", { class: "lines" }, forIt.map(positionLine))] : null,
    said.length ? [h("h2", {}, "What its speakers said"), h("ol", { class: "lines" }, said.map((q) => h("li", {}, ofActor(q.speaker_id), ". ", quoteLine(q))))] : null,
  ];
}

function actorPage({ ids: [id], known }) {
  const actor = row("actors", id);
  if (!actor) return nothing(`No actor ${id}.`);
  const own = (positionsBy.actor().get(id) || []).filter((p) => isKnown(p, known));
  const voiced = tables.commitments().filter((c) => c.asserted_by === id && c.actor_id !== id).map((c) => positionById().get(c.commitment_id)).filter((p) => isKnown(p, known));
  const quotes = (quotesOf().get(id) || []).filter((q) => articleIsKnown(row("articles", q.article_id), known));
  const events = (attended().get(id) || []).map((p) => row("events", p.event_id)).filter((e) => eventIsKnown(e, known));
  const groupsIn = tables.memberships().filter((m) => m.actor_id === id || m.group_id === id);
  return [
    h("h1", {}, actor.name),
    facts([
      [term("Kind", "actors", "kind"), label("actor_kind", actor.kind)],
      ["Office", actor.office],
      ["Country", actor.country ? ofCountry(actor.country) : null],
      ["Groups", groupsIn.length ? groupsIn.map((m, i) => [i ? "; " : "", ofActor(m.actor_id), m.role === "member" ? " is a member of " : " speaks for ", ofActor(m.group_id)]) : null],
    ]),
    own.length ? [h("h2", {}, "Positions, in order of time"), told(own, known)] : null,
    voiced.length ? [h("h2", {}, "Other positions that rest on this word"), told(voiced, known)] : null,
    quotes.length ? [h("h2", {}, "Statements"), h("ol", { class: "lines" }, quotes.map((q) => h("li", {}, quoteLine(q))))] : null,
    events.length ? [h("h2", {}, "Events"), h("ul", {}, events.map(eventLine))] : null,
  ];
}

function quoteLine(q) {
  return [capital(when(q.said)), ": ", q.text ? `“${q.text}” ` : "", q.gist, " ", h("span", { class: "beside" }, ofArticle(q.article_id))];
}

function eventPage({ ids: [id], known }) {
  const event = row("events", id);
  if (!event) return nothing(`No event ${id}.`);
  const there = participants().get(id) || [];
  const found = (positionsBy.event().get(id) || []).filter((p) => isKnown(p, known));
  const quotes = tables.quotes().filter((q) => q.event_id === id && articleIsKnown(row("articles", q.article_id), known));
  const parts = tables.events().filter((e) => e.parent_event_id === id);
  const numbers = [...new Set([event.participants_low, event.participants_high])].filter((n) => n !== null).join(" to ");
  return [
    h("h1", {}, event.title),
    h("p", {}, event.description),
    facts([
      [term("Kind", "events", "event_type"), label("event_type", event.event_type)],
      [term("Status", "events", "status"), label("event_status", event.status)],
      [term("When", "events", "date"), [event.date ? when(event.date) : "no date is known", event.date_text ? [" (", h("q", {}, event.date_text), ")"] : ""]],
      ["Where", [event.place, event.country ? [event.place ? ", " : "", ofCountry(event.country)] : ""].flat().filter(Boolean)],
      ["Part of", event.parent_event_id ? ofEvent(event.parent_event_id) : null],
      ["Its parts", parts.length ? parts.map((e, i) => [i ? "; " : "", ofEvent(e.event_id)]) : null],
      ["Number", numbers ? `${event.participants_bound ? `${label("quantity_bound", event.participants_bound)}: ` : ""}${numbers} ${event.participants_unit ? label("participants_unit", event.participants_unit).toLowerCase() : ""}` : null],
      ["Known since", knownSince("events", id) ? day(knownSince("events", id)) : null],
      ["Note", event.note],
      ["Sources", sources("events", id)],
    ]),
    there.length ? [h("h2", {}, "Participants"), h("ul", {}, there.map((p) => h("li", {}, ofActor(p.actor_id), `: ${label("participant_role", p.role).toLowerCase()}`, p.attendance && p.attendance !== "unknown" ? `, ${label("attendance", p.attendance).toLowerCase()}` : "")))] : null,
    found.length ? [h("h2", {}, "Positions stated there, in order of time"), told(found, known)] : null,
    quotes.length ? [h("h2", {}, "What was said"), h("ol", { class: "lines" }, quotes.map((q) => h("li", {}, ofActor(q.speaker_id), ". ", quoteLine(q))))] : null,
    h("p", { class: "tools" }, button("Copy citation", () => copy(citations("events", id)))),
  ];
}

function timelineItem(e) {
  const there = participants().get(e.event_id) || [];
  return h("li", {}, h("p", { class: "headline" }, link(e.title, "event", [e.event_id])),
    h("p", { class: "beside" }, `${capital(e.date ? when(e.date) : "no date is known")} · ${label("event_type", e.event_type)} · ${label("event_status", e.status).toLowerCase()}`),
    there.length ? h("p", { class: "beside" }, there.map((p, i) => [i ? ", " : "", ofActor(p.actor_id), p.role === "absent" ? " (absent)" : ""])) : null);
}

function eventsPage({ search, known }) {
  const all = tables.events().filter((e) => eventIsKnown(e, known) && (search.get("all") || e.in_scope));
  const dated = all.filter((e) => e.date_latest).sort((a, b) => a.date_latest.localeCompare(b.date_latest) || (a.date_earliest || "").localeCompare(b.date_earliest || ""));
  const months = groups(dated, (e) => e.date_latest.slice(0, 7));
  const undated = all.filter((e) => !e.date_latest);
  return [
    h("h1", {}, "Events"),
    h("p", {}, "By the last day on which each can have been. ",
      search.get("all") ? link("Only those on guarantees", "events") : link("All events, of the war and its background, too", "events", [], { all: "1" })),
    [...months].map(([month, events]) => h("section", {}, h("h2", {}, day(month)), h("ol", { class: "timeline" }, events.map(timelineItem)))),
    undated.length ? h("section", {}, h("h2", {}, "Without a date"), h("ol", { class: "timeline" }, undated.map(timelineItem))) : null,
  ];
}
