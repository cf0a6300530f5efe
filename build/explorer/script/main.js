// The frame of the page, and which page an address shows.

const PAGES = {
  overview: overviewPage, cell: cellPage, positions: positionsPage, position: positionPage, country: countryPage,
  actor: actorPage, event: eventPage, events: eventsPage, articles: articlesPage, article: articlePage,
  words: wordsPage, search: searchPage, sql: sqlPage,
};
const MENU = { overview: "Overview", positions: "Positions", events: "Events", articles: "Articles", words: "Dictionary", sql: "SQL" };

function menu({ page }) {
  return h("nav", { "aria-label": "Pages" }, h("ul", {}, Object.entries(MENU).map(([name, text]) =>
    h("li", {}, h("a", { href: address(name), "aria-current": name === page ? "page" : null }, text)))));
}

// A day that is typed counts when it is whole: with Enter, or when somebody leaves the box.
function dayInput() {
  let typing = false;
  const take = (input) => {
    typing = false;
    const { value } = input;
    if (value === (known || "")) return;
    if (value === "" || isDay(value)) change({ known: value, shown: "" }, { step: true });
    else say("That is no day of the years 1900 to 2099.");
  };
  return h("input", {
    id: "known", type: "date", value: known || "", min: "1900-01-01", max: "2099-12-31",
    on: {
      keydown: (event) => {
        if (event.key === "Enter") take(event.target);
        else typing = event.key !== "Tab";
      },
      change: (event) => { if (!typing) take(event.target); },
      blur: (event) => take(event.target),
    },
  });
}

function bar({ page, search }) {
  const look = (event) => {
    event.preventDefault();
    const words = document.getElementById("search").value.trim();
    if (words) location.hash = address("search", [], { q: words }).slice(1);
  };
  return h("div", { class: "bar" },
    h("form", { role: "search", "aria-label": "Everything", on: { submit: look } },
      h("label", { for: "search" }, "Search"),
      h("input", { id: "search", type: "search", value: page === "search" ? search.get("q") || "" : "" }),
      h("button", { type: "submit" }, "Find")),
    h("div", {},
      h("label", { for: "known" }, "As known on"),
      dayInput(),
      known ? button("Today", () => change({ known: "" }, { step: true }), { id: "today" }) : null));
}

function foot() {
  const { title, version, license, fingerprint, citation: cited } = DATA.about;
  return h("footer", {},
    h("p", {}, `${title}, version ${version}. ${license}.`),
    h("p", { class: "beside" }, `Fingerprint ${fingerprint}`),
    h("p", { class: "tools" }, button("Copy the citation of the dataset", () => copy(cited)), " ", button("Copy the address of this view", () => copy(location.href))));
}

const frame = {
  head: h("header", {}),
  main: h("main", { id: "main", tabindex: "-1" }),
  said: h("div", { id: "said", role: "status" }),
};
let shown = "";
let turn = 0;
const left = new Map(); // by address, the link by which somebody left it

// Where somebody types, the box stays in hand while the page below it changes.
function keepFocus(draw) {
  const { activeElement: at } = document;
  const id = at?.id && at.id !== "main" ? at.id : null;
  const caret = id && at.type === "search" ? at.selectionStart : null;
  draw();
  const again = id && document.getElementById(id);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret !== null) again.setSelectionRange(caret, caret);
}

async function render() {
  const mine = ++turn;
  const at = route();
  const asked = at.search.get("known");
  known = isDay(asked) ? asked : null;
  // Not every key that an object answers to is a page: each has a constructor.
  const draw = Object.hasOwn(PAGES, at.page) ? PAGES[at.page] : () => nothing(`There is no page ${at.page}.`);
  const page = await draw(at);
  if (mine !== turn) return; // the address changed meanwhile
  keepFocus(() => {
    frame.head.replaceChildren(h("p", { class: "title" }, link(DATA.about.title, "overview")), menu(at), bar(at));
    frame.main.replaceChildren(...parts([
      known && !["sql", "words"].includes(at.page) ? h("p", { class: "note", id: "as-known" }, `As known on ${day(known)}: what had been stated and published by then for certain; an article counts from the last day on which it can have appeared.`) : null,
      asked && !known ? h("p", { class: "note" }, `“${asked}” is no day; everything is shown.`) : null,
      page,
    ]));
  });
  const heading = frame.main.querySelector("h1");
  document.title = `${heading ? `${heading.textContent} – ` : ""}${DATA.about.title}`;
  const here = `${at.page}/${at.ids.join("/")}`;
  if (shown && shown !== here) {
    // Who comes back stands where they left.
    const from = left.get(location.hash) && [...frame.main.querySelectorAll("a")].find((a) => a.getAttribute("href") === left.get(location.hash));
    if (from) from.focus();
    else {
      window.scrollTo(0, 0);
      frame.main.focus({ preventScroll: true });
    }
  }
  shown = here;
  document.body.setAttribute("data-shown", location.hash);
  const word = at.page === "words" && at.ids[1] && document.getElementById(`word-${at.ids[1]}`);
  if (word) word.scrollIntoView({ block: "center" });
}

document.body.append(
  h("a", { class: "skip", href: "#main", on: { click: (event) => { event.preventDefault(); frame.main.focus(); } } }, "Skip to the content"),
  frame.head, frame.main, foot(), frame.said,
);
window.addEventListener("hashchange", render);
frame.main.addEventListener("click", (event) => {
  const by = event.target.closest("a[href^='#']");
  if (by) left.set(location.hash, by.getAttribute("href"));
});
render().then(() => document.body.setAttribute("data-ready", ""));
