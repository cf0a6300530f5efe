// Countries × measures: each country's latest word, as the view `country_stances` has it.

const MARKS = {
  moved: ["†", "Its word was once another: it went further, or refused more or less firmly."],
  replaced: ["‡", "Its later word on another measure supersedes it."],
  claimed: ["≠", "Others claim something else of it."],
  contested: ["?", "Two codings differ in a position behind it."],
};

// For a day in the past the view is asked of a database that holds what was known then.
async function stances() {
  if (!known) return objects(DATA.views.country_stances);
  const ids = new Set(seen("positions").map((p) => p.commitment_id));
  const { commitments: { columns, rows }, relations } = DATA.tables;
  const at = columns.indexOf("commitment_id");
  return ask("SELECT * FROM country_stances", { commitments: { columns, rows: rows.filter((r) => ids.has(r[at])) }, relations });
}

function extent() {
  const articles = all("articles");
  const days = articles.flatMap((a) => [a.published_earliest, a.published_latest]).filter(Boolean).sort();
  return `${count(articles.length, "article")}, published between ${day(days[0])} and ${day(days.at(-1))}, coded by large language models and by no human. `;
}

function marksOf(stance, behind) {
  const own = stance.latest_strength !== null;
  const moved = stance.furthest_rank > stance.latest_rank || (stance.hardest_rank ?? 0) < Math.min(stance.latest_rank, 0);
  return [
    own && moved && MARKS.moved,
    stance.superseded_by !== null && MARKS.replaced,
    own && behind.some((p) => !p.self_asserted && p.strength !== stance.latest_strength) && MARKS.claimed,
    behind.some((p) => p.contested) && MARKS.contested,
  ].filter(Boolean);
}

function cell(stance, behind) {
  const claims = behind.filter((p) => !p.self_asserted).length;
  const strength = stance.latest_strength;
  const [back, ink] = strength ? DATA.colours[strength] : [];
  return h(
    "a",
    {
      href: address("cell", [stance.country, stance.measure]),
      class: strength ? "stance" : "stance claims",
      style: strength ? { "--back": back, "--ink": ink } : {},
    },
    strength ? label("strength", strength) : count(claims, "claim"),
    marksOf(stance, behind).map(([mark, text]) => [
      h("span", { "aria-hidden": "true", class: "mark", title: text }, ` ${mark}`),
      h("span", { class: "unseen" }, `. ${text}`),
    ]),
  );
}

async function overviewPage() {
  const found = await stances();
  const shown = seen("positions");
  const behind = groups(shown, (p) => `${p.country}/${p.measure}`);
  const at = new Map(found.map((s) => [`${s.country}/${s.measure}`, s]));
  const countries = [...new Set(found.map((s) => s.country))].sort((a, b) => countryName(a).localeCompare(countryName(b)));
  const measures = codes("measure").filter((m) => found.some((s) => s.measure === m.code));
  const groupsOnly = shown.filter((p) => p.country === null);
  return [
    h("h1", {}, "What each country last said"),
    h("p", {}, extent(), "What no article says is not here, and an article is evidence of claims, not of facts."),
    h("p", {}, "The latest word of each country on each measure for Ukraine: orange refuses, blue undertakes, grey is undecided. ",
      "“Claims” are what others say where it has not spoken. A click shows every position behind a cell."),
    found.length
      ? scrolling("Countries and measures", h(
        "table", { class: "matrix" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, term("Measure", "commitments", "measure")),
          countries.map((c) => h("th", { scope: "col" }, ofCountry(c))))),
        h("tbody", {}, measures.map((m) => h("tr", {},
          h("th", { scope: "row" }, link(m.label, "positions", [], { measure: m.code }, { title: m.definition })),
          countries.map((c) => {
            const stance = at.get(`${c}/${m.code}`);
            return h("td", {}, stance ? cell(stance, behind.get(`${c}/${m.code}`) || []) : null);
          }),
        ))),
      ))
      : h("p", { class: "note" }, `None of the ${all("articles").length} articles here had appeared by then for certain.`),
    h("ul", { class: "legend" }, Object.values(MARKS).map(([mark, text]) => h("li", {}, h("strong", {}, mark), ` ${text}`))),
    h("ul", { class: "legend" }, codes("strength").map((s) => h("li", {}, badge(s.code), ` ${s.definition}`))),
    groupsOnly.length
      ? h("p", {}, "Groups have positions, too: ", joined([...new Set(groupsOnly.map((p) => p.actor_id))].sort().map(ofActor)), ".")
      : null,
  ];
}

function cellPage({ ids: [country, measure] }) {
  const found = seen("positions", "country", country).filter((p) => p.measure === measure);
  if (!found.length) return nothing(`No position of ${country} on ${measure}${known ? ` was known on ${day(known)}` : ""}.`);
  return [
    h("h1", {}, `${countryName(country)}: ${within(label("measure", measure))}`),
    h("p", {}, `${count(found.length, "position")}, in order of time. `, link(`All positions: ${countryName(country)}`, "country", [country]), " · ", link("The same measure elsewhere", "positions", [], { measure })),
    found.map(positionDetail),
  ];
}

function scrolling(name, table) {
  return h("div", { class: "scrolling", role: "region", "aria-label": name, tabindex: "0" }, table);
}
