// Every state of the page is an address: #/page/id?filters.

// A day that there is, of a time that newspapers have been printed in.
function isDay(text) {
  if (!/^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(text || "")) return false;
  const read = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

function part(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // somebody's typing error; it names nothing
  }
}

function route() {
  const [path, query] = location.hash.slice(1).split("?");
  const [page, ...ids] = path.split("/").filter(Boolean).map(part);
  const search = new URLSearchParams(query || "");
  return { page: page || "overview", ids, search };
}

// The day on which the page looks goes with every link.
function address(page, ids = [], search = {}) {
  const all = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) if (value) all.set(key, value);
  if (known && !("known" in search)) all.set("known", known);
  const query = all.toString();
  return `#/${[page, ...ids].map(encodeURIComponent).join("/")}${query ? `?${query}` : ""}`;
}

function link(text, page, ids, search, attributes) {
  return h("a", { ...attributes, href: address(page, ids, search) }, text);
}

// A filter that is typed changes the address without a step to go back to for each letter.
function change(changes, { step = false } = {}) {
  const { page, ids, search } = route();
  const all = Object.fromEntries(search);
  const to = address(page, ids, { ...all, ...changes });
  if (step) location.hash = to.slice(1);
  else {
    history.replaceState(null, "", to);
    render();
  }
}

function ofActor(id) {
  return link(actorName(id), "actor", [id]);
}

function ofCountry(code) {
  return link(countryName(code), "country", [code]);
}

function ofEvent(id) {
  return link(row("events", id)?.title || id, "event", [id]);
}

function ofPosition(id) {
  return link(row("positions", id)?.summary || id, "position", [id]);
}

function ofArticle(id) {
  const article = row("articles", id);
  return link(article ? `${article.publisher}, ${when(article.published)}` : id, "article", [id]);
}

// A name of a column leads to what the dictionary says of it.
function term(text, table, column) {
  const { columns, words } = DATA.tables[table];
  return link(text, "words", [table, column], {}, { class: "term", title: words[columns.indexOf(column)][0] });
}
