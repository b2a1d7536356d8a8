
// Single keys; they can be switched off, and mean nothing where one types.
const single = $("#single");
P.move = (step) => {
  const rows = P.visible();
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.classList.contains("now") && row.dataset.k === P.now);
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  const key = next.dataset.k;
  P.toEntry(next, "", true);
  if (!P.narrow.matches) { // the words beside it, the focus stays in the list
    const piece = document.getElementById(key);
    if (piece) into(piece.textContent ? piece : P.pieces(key)[0] || piece, "center");
  }
};
const here = () => $(".item.now", P.panel()) || $(".fields .item.now", P.article());
const toggle = (button, pop) => {
  const open = pop.hidden;
  for (const other of $$(".pop")) other.hidden = true;
  for (const other of $$("[aria-expanded]")) other.setAttribute("aria-expanded", "false");
  pop.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
};
$("#help").addEventListener("click", () => toggle($("#help"), $("#keys")));
$("#menu").addEventListener("click", () => toggle($("#menu"), $("#work")));
P.close = () => {
  let closed = false;
  for (const button of $$("[aria-expanded='true']")) { button.click(); button.focus(); closed = true; }
  if (P.closeForm && P.closeForm()) closed = true;
  if (!closed && P.wanted.text) P.clearSearch();
};
const KEYS = {
  "/": () => { box.focus(); box.select(); }, j: () => P.move(1), k: () => P.move(-1), n: () => P.step(1), p: () => P.step(-1),
  o: () => { const row = here(); if (document.activeElement && document.activeElement.closest(".source") && row) P.toEntry(row, P.now, true); else if (P.now) P.toWords(P.now, true); },
  c: () => P.act("confirm", here()), e: () => P.act("change", here()), x: () => P.act("reject", here()), u: () => P.act("undo", here()),
  y: () => { if (here()) P.copyRow(here()); }, "?": () => $("#help").click(),
};
["highlights", "requirements", "tasks", "outline", "checks"].forEach((name, at) => { KEYS[String(at + 1)] = () => P.tab(name); });
addEventListener("keydown", (event) => {
  if (event.key === "Escape") return P.close();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) return;
  if (!single.checked || !Object.prototype.hasOwnProperty.call(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key]();
});
try {
  single.checked = localStorage.getItem("speechparse/keys") !== "off";
  single.addEventListener("change", () => { try { localStorage.setItem("speechparse/keys", single.checked ? "on" : "off"); } catch (error) { /* not kept */ } });
} catch (error) { /* no storage here */ }

P.choose(P.data.speeches[0].number);
P.restore();
P.openFirst();
P.side("structure");
if (location.hash.length > 1) P.go(decodeURIComponent(location.hash.slice(1)), false);
window.ready = true;
