// Countries, actors and events in sentences, made from the rows alone.

function sentences(p) {
  const strength = within(p.strength_label);
  const own = p.expression === "described"
    ? `${publishers(p)} describes this as the position of ${p.actor}, without a statement (strength: ${strength}).`
    : `Own word of ${p.actor}${p.asserted_by_name === p.actor ? "" : `, by ${p.asserted_by_name}`} (strength: ${strength}).`;
  const told = [`${capital(when(p.stated))}: ${p.summary}`, p.self_asserted ? own : `A claim about ${p.actor}, by ${p.asserted_by_name} (strength: ${strength}).`];
  if (p.via) told.push(`Relayed by ${p.via}.`);
  if (!["none", "not_stated"].includes(p.condition)) told.push(`Condition: ${[p.condition_label, p.condition_note].filter(Boolean).join("; ").replace(/\.$/, "")}.`);
  if (p.document) told.push(`Document: ${p.document}.`);
  if (p.quotation) told.push(`In the words: “${p.quotation}”.`);
  const against = [...new Set(passages("commitments", p.commitment_id, "disputes").map((e) => `${row("articles", e.article_id).publisher} (${e.field})`))];
  if (against.length) told.push(`Disputed by ${against.join(", ")}.`);
  return told.join(" ");
}

function sourceText(e) {
  const article = row("articles", e.article_id);
  return `${article.publisher}, published ${when(article.published)}, at “${cue(e)}”`;
}

function tellPosition(p) {
  return h(
    "li", {}, sentences(p), " ",
    h("span", { class: "beside" }, "Source: ", joined(reports("commitments", p.commitment_id).map((e) =>
      [sourceText(e), e.url ? [" ", outside(e.url, "(read the passage)")] : ""]), "; "), ". ", link("Details", "position", [p.commitment_id], {}, { class: "details" })),
  );
}

// To be pasted elsewhere: with sources, addresses, the day and how to cite.
function asText(found, title) {
  const each = found.map((p) => {
    const from = reports("commitments", p.commitment_id).map((e) => `${sourceText(e)}${e.url ? ` <${e.url}>` : ""}`);
    return `${sentences(p)} Source: ${from.join("; ")}.`;
  });
  return `${[title, ...(known ? [`As known on ${day(known)}.`] : []), ...each, DATA.about.citation].join("\n\n")}\n`;
}

function told(found) {
  if (!found.length) return h("p", {}, "No position.");
  return [
    h("p", { class: "tools" }, button("Copy as text", () => copy(asText(found, document.querySelector("h1").textContent))), " ", button("Print", () => window.print())),
    h("ol", { class: "told" }, found.map(tellPosition)),
  ];
}

function titled(title, found) {
  return found.length ? [h("h2", {}, title), told(found)] : null;
}

function eventLine(e) {
  return h("li", {}, link(e.title, "event", [e.event_id]), h("span", { class: "beside" }, ` ${label("event_type", e.event_type)} · ${e.date ? when(e.date) : "no date"}`));
}

function countryPage({ ids: [code] }) {
  const country = row("countries", code);
  if (!country) return nothing(`No country ${code}.`);
  const actors = find("actors", "country", code);
  const its = new Set(actors.map((a) => a.actor_id));
  return [
    h("h1", {}, country.name),
    facts([
      [term("Role in the coalition", "countries", "coalition_role"), label("coalition_role", country.coalition_role)],
      ["Member of", [country.eu_member ? "EU" : "", country.nato_member ? "NATO" : ""].filter(Boolean).join(", ")],
      ["Actors", joined(actors.map((a) => ofActor(a.actor_id)))],
      [term("Named as", "mentions", "role"), joined(seen("mentions", "country", code).map((m) => [`${named("mention_role", m.role)} (`, ofArticle(m.article_id), ")"]), "; ")],
    ]),
    h("h2", {}, "Positions, in order of time"),
    told(seen("positions", "country", code)),
    section(`Positions of others for ${country.name}`, seen("positions").filter((p) => its.has(p.beneficiary_id) && p.country !== code).map(positionLine)),
    section("What its speakers said", seen("quotes").filter((q) => its.has(q.speaker_id)).map(spoken)),
  ];
}

function actorPage({ ids: [id] }) {
  const actor = row("actors", id);
  if (!actor) return nothing(`No actor ${id}.`);
  const groupsIn = all("memberships").filter((m) => m.actor_id === id || m.group_id === id);
  const events = find("event_participants", "actor_id", id).map((p) => row("events", p.event_id));
  return [
    h("h1", {}, actor.name),
    facts([
      [term("Kind", "actors", "kind"), label("actor_kind", actor.kind)],
      ["Office", actor.office],
      ["Country", actor.country ? ofCountry(actor.country) : null],
      ["Groups", joined(groupsIn.map((m) => [ofActor(m.actor_id), m.role === "member" ? " is a member of " : " speaks for ", ofActor(m.group_id)]), "; ")],
    ]),
    titled("Positions, in order of time", seen("positions", "actor_id", id)),
    titled("Other positions that rest on this word", seen("positions", "asserted_by", id).filter((p) => p.actor_id !== id)),
    section("Statements", seen("quotes", "speaker_id", id).map((q) => h("li", {}, quoteLine(q)))),
    section("Events", events.filter((e) => isKnown("events", e)).map(eventLine), h("ul")),
  ];
}

function quoteLine(q) {
  return [capital(when(q.said)), ": ", q.text ? `“${q.text}” ` : "", q.gist, " ", h("span", { class: "beside" }, ofArticle(q.article_id))];
}

function speech(q) {
  return [ofActor(q.speaker_id), ". ", quoteLine(q)];
}

function spoken(q) {
  return h("li", {}, speech(q));
}

function participant(p) {
  const how = p.attendance && p.attendance !== "unknown" ? `, ${named("attendance", p.attendance)}` : "";
  return h("li", {}, ofActor(p.actor_id), `: ${named("participant_role", p.role)}${how}`);
}

function eventPage({ ids: [id] }) {
  const event = row("events", id);
  if (!event) return nothing(`No event ${id}.`);
  const numbers = [...new Set([event.participants_low, event.participants_high])].filter((n) => n !== null).join(" to ");
  return [
    h("h1", {}, event.title),
    h("p", {}, event.description),
    facts([
      [term("Kind", "events", "event_type"), label("event_type", event.event_type)],
      [term("Status", "events", "status"), label("event_status", event.status)],
      [term("When", "events", "date"), [event.date ? when(event.date) : "no date is known", event.date_text ? [" (", h("q", {}, event.date_text), ")"] : ""]],
      ["Where", joined([event.place, event.country && ofCountry(event.country)].filter(Boolean))],
      ["Part of", event.parent_event_id ? ofEvent(event.parent_event_id) : null],
      ["Its parts", joined(seen("events", "parent_event_id", id).map((e) => ofEvent(e.event_id)), "; ")],
      ["Number", numbers ? `${event.participants_bound ? `${label("quantity_bound", event.participants_bound)}: ` : ""}${numbers} ${event.participants_unit ? named("participants_unit", event.participants_unit) : ""}` : null],
      ["Known since", DATA.known[id] && day(DATA.known[id])],
      ["Note", event.note],
      ["Sources", sources("events", id)],
    ]),
    section("Participants", find("event_participants", "event_id", id).map(participant), h("ul")),
    titled("Positions stated there, in order of time", seen("positions", "event_id", id)),
    section("What was said", seen("quotes", "event_id", id).map(spoken)),
    citing("events", id),
  ];
}

function timelineItem(e) {
  const there = find("event_participants", "event_id", e.event_id).map((p) => [ofActor(p.actor_id), p.role === "absent" ? " (absent)" : ""]);
  return h("li", {}, h("p", { class: "headline" }, link(e.title, "event", [e.event_id])),
    h("p", { class: "beside" }, `${capital(e.date ? when(e.date) : "no date is known")} · ${label("event_type", e.event_type)} · ${named("event_status", e.status)}`),
    there.length ? h("p", { class: "beside" }, joined(there)) : null);
}

function eventsPage({ search }) {
  const found = seen("events").filter((e) => search.get("all") || e.in_scope);
  const dated = found.filter((e) => e.date_latest).sort((a, b) => a.date_latest.localeCompare(b.date_latest) || (a.date_earliest || "").localeCompare(b.date_earliest || ""));
  const months = [...groups(dated, (e) => e.date_latest.slice(0, 7))].map(([month, events]) => [day(month), events]);
  const undated = found.filter((e) => !e.date_latest);
  return [
    h("h1", {}, "Events"),
    h("p", {}, "By the last day on which each can have been. ",
      search.get("all") ? link("Only those on guarantees", "events") : link("All events, of the war and its background, too", "events", [], { all: "1" })),
    [...months, ["Without a date", undated]].filter(([, events]) => events.length).map(([title, events]) => h("section", {}, section(title, events.map(timelineItem), h("ol", { class: "timeline" })))),
  ];
}
