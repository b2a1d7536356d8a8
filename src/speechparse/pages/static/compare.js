
"use strict";
// A change leads to its words in both texts at once; words lead to their change.
const all = (selector) => Array.from(document.querySelectorAll(selector));
const pieces = (id) => all(`[data-m~="${CSS.escape(id)}"]`);
const show = (number, from) => {
  for (const element of all(".on")) element.classList.remove("on");
  const row = document.getElementById(`g${number}`);
  if (!row) return;
  row.classList.add("on");
  for (const side of ["x", "y"]) {
    const found = pieces(side + number);
    for (const piece of found) piece.classList.add("on");
    if (found[0] && from !== side) {
      found[0].scrollIntoView({ block: "center" });
      requestAnimationFrame(() => found[0].scrollIntoView({ block: "center" }));
    }
  }
  if (from !== "g") row.scrollIntoView({ block: "nearest" });
};
addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const piece = event.target.closest("[data-m]");
  const row = event.target.closest("tr[id]");
  const id = piece ? piece.dataset.m.split(" ")[0] : link && link.hash.length > 1 && !link.matches(".skip") ? link.hash.slice(1) : row ? row.id : "";
  if (!/^[gxy]\d+$/.test(id)) return;
  event.preventDefault();
  history.replaceState(null, "", "#g" + id.slice(1));
  show(id.slice(1), row ? "g" : id[0]);
});
for (const box of all("input[name=status]"))
  box.addEventListener("change", () => { for (const row of all(`tr.${box.value}`)) row.hidden = !box.checked; });
if (/^#[gxy]\d+$/.test(location.hash)) show(location.hash.slice(2), "");
window.ready = true;
