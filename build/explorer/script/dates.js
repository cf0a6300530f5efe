// Days in EDTF (ISO 8601-2), in words.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
  "September", "October", "November", "December"];

function day(edtf) {
  const [year, month, date] = edtf.split("-");
  if (!month || !MONTHS[Number(month) - 1]) return year;
  return `${date ? `${Number(date)} ` : ""}${MONTHS[Number(month) - 1]} ${year}`;
}

// "on 6 January 2026", "in February 2022"; of one day among several "by 4 September 2025",
// "between … and …"; of what lasts "from … to …"
function when(edtf) {
  if (!edtf) return "at an unknown time";
  const lasts = edtf.includes("/");
  const [start, end] = edtf.replace(/[[\]]/g, "").split(lasts ? "/" : "..");
  if (end === undefined) return `${start.length > 7 ? "on" : "in"} ${day(start)}`;
  const [from, to] = [start, end].map((side) => side && side !== ".." && day(side));
  if (lasts) return [from && `from ${from}`, to && `${from ? "to" : "until"} ${to}`].filter(Boolean).join(" ");
  if (!from) return `by ${to}`;
  return to ? `between ${from} and ${to}` : `on ${from} or later`;
}

function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

// A label within a sentence: NATO stays NATO.
function within(label) {
  return /^[A-Z]{2}/.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1);
}
