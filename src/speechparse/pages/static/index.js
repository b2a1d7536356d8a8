
"use strict";
// Order and filter of the lines; numbers as numbers, what is empty last.
const body = document.querySelector("#rows tbody");
const lines = Array.from(body.rows, (row, at) => ({ row, at, cells: Array.from(row.cells, (cell) => cell.textContent), words: row.textContent.toLowerCase() }));
const heads = Array.from(document.querySelectorAll("#rows th"));
const box = document.querySelector("#search");
const doubtful = document.querySelector("#doubtful");
const filter = () => {
  const wanted = box.value.trim().toLowerCase();
  let shown = 0;
  for (const { row, words } of lines) {
    const away = (wanted && !words.includes(wanted)) || (doubtful.checked && !row.className);
    if (row.hidden !== Boolean(away)) row.hidden = Boolean(away);
    if (!away) shown += 1;
  }
  document.querySelector("#hits").textContent = `${shown} 份`;
};
heads.forEach((head, column) => head.firstChild.addEventListener("click", () => {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of heads) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const number = head.classList.contains("n");
  const key = (line) => { const text = line.cells[column] || ""; return text === "" ? null : number ? Number(text) : text; };
  const sorted = lines.map((line) => ({ line, key: key(line) })).sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.line.at - b.line.at;
    const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    return (down ? -order : order) || a.line.at - b.line.at;
  });
  const fragment = document.createDocumentFragment();
  for (const { line } of sorted) fragment.append(line.row);
  body.append(fragment);
}));
box.addEventListener("input", filter);
doubtful.addEventListener("change", filter);
addEventListener("keydown", (event) => {
  if (event.key === "/" && event.target !== box) { event.preventDefault(); box.focus(); }
  if (event.key === "Escape" && event.target === box) { box.value = ""; filter(); }
});
filter();
window.ready = true;
