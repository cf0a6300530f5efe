// Search in the dictionary: what has none of the words is hidden, with its entry in the menu.
(() => {
  "use strict";
  const box = document.getElementById("filter");
  const told = document.getElementById("found");
  const sections = [...document.querySelectorAll("main section[id]")];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const rows = sections.map((s) => [...s.querySelectorAll("tbody tr, li")].map((r) => [r, plain(r.textContent)]));
  const texts = sections.map((s) => plain(s.textContent));
  const heads = sections.map((s) => plain(s.querySelector("h2, h3").textContent));
  const entries = new Map([...document.querySelectorAll("nav a")].map((a) => [a.getAttribute("href").slice(1), a.parentElement]));
  const show = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    const has = (text) => words.every((word) => text.includes(word));
    let found = 0;
    sections.forEach((section, i) => {
      const whole = !words.length || has(heads[i]);
      const some = rows[i].filter(([row, text]) => {
        row.hidden = !whole && !has(text);
        return !row.hidden;
      });
      section.hidden = !(whole || some.length || has(texts[i]));
      if (!section.hidden && !some.length) for (const [row] of rows[i]) row.hidden = false;
      if (!section.hidden) found += 1;
      const entry = entries.get(section.id);
      if (entry) entry.hidden = section.hidden;
    });
    told.textContent = words.length ? `${found} ${found === 1 ? "entry" : "entries"}` : "";
  };
  document.getElementById("search").hidden = false;
  box.addEventListener("input", show);
})();
