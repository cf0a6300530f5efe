// Elements are made here and nowhere else: what the data say is set as text, never read as HTML.

function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") {
      for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    } else if (key === "style") {
      for (const [property, text] of Object.entries(value)) element.style.setProperty(property, text);
    } else {
      element.setAttribute(key, value === true ? "" : String(value));
    }
  }
  element.append(...parts(children));
  return element;
}

// What is there, of lists in lists.
function parts(list) {
  return list.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false);
}

function joined(list, between = ", ") {
  return list.map((c, i) => [i ? between : "", c]);
}

// A heading and a list below it, where there is something to list.
function section(title, items, list = h("ol", { class: "lines" })) {
  list.append(...items);
  return items.length ? [h("h2", {}, title), list] : null;
}

// An address out of the data is a link only where a browser fetches it and runs nothing.
function outside(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return h("span", {}, text);
  return h("a", { href: url, rel: "noreferrer", class: "outside" }, text);
}

function button(text, run, attributes) {
  return h("button", { type: "button", ...attributes, on: { click: run } }, text);
}

// Says what was done to those who see it and to those who hear it.
function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  clearTimeout(say.late);
  say.late = setTimeout(() => place.replaceChildren(), 6000);
}

// Copy a text, or what a promise gives: browsers want to hear of it while the click lasts.
async function copy(text) {
  const given = Promise.resolve(text);
  try {
    const blob = given.then((words) => new Blob([words], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    say("Copied.");
  } catch {
    given.then(offer, (error) => say(error.message));
  }
}

// Where a browser does not let a page copy, the reader can.
function offer(text) {
  const box = h("textarea", { rows: "12", "aria-label": "Text to copy" });
  box.value = text;
  const shown = h("dialog", {}, h("p", {}, "This browser does not let the page copy. Copy the text yourself:"), box,
    h("form", { method: "dialog" }, h("button", {}, "Close")));
  shown.addEventListener("close", () => shown.remove());
  document.body.append(shown);
  shown.showModal();
  box.select();
}

function save(name, columns, rows) {
  const url = URL.createObjectURL(new Blob([csv(columns, rows)], { type: "text/csv;charset=utf-8" }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
  say(`Saved ${name}.`);
}

// RFC 4180, as the tables are written: empty is null, "" is empty text.
function csv(columns, rows) {
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    const text = String(value);
    return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
