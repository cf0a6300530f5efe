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
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
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

async function copy(text) {
  if (await isCopied(text)) {
    say("Copied.");
    return;
  }
  // Where a browser does not let a page copy, the reader can.
  const box = h("textarea", { rows: "12", "aria-label": "Text to copy" });
  box.value = text;
  const shown = h("dialog", {}, h("p", {}, "This browser does not let the page copy. Copy the text yourself:"), box,
    h("form", { method: "dialog" }, h("button", {}, "Close")));
  shown.addEventListener("close", () => shown.remove());
  document.body.append(shown);
  shown.showModal();
  box.select();
}

async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
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
  return [columns, ...rows].map((row) => row.map(cell).join(",") + "\n").join("");
}

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many || `${one}s`}`;
}
