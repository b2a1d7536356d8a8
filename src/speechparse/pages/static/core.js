
// Items and their words. A key names both: n1-2.3 a node, t1-T4 a task, m a field, c a claim, d a remark, p a time or
// target, u a name, a what was added; the number is the speech's. At the left a row has data-k, in the text data-m.
const quoted = (text) => `"${CSS.escape(text)}"`;

const P = { data: JSON.parse($("#data").textContent), now: "", speech: 1, narrow: matchMedia("(max-width: 860px)") };

P.number = (id) => Number((/^[a-z](\d+)/.exec(id) || [0, P.speech])[1]);
P.of = (number) => P.data.speeches.find((speech) => speech.number === number) || P.data.speeches[0];
P.item = (key) => P.of(P.number(key)).items[key];
P.rows = (key) => $$(`.item[data-k=${quoted(key)}]`);
P.pieces = (key) => $$(`.source [data-m~=${quoted(key)}]${key[0] === "n" ? `, .source [data-m*=${quoted(key + ".")}]` : ""}`);
P.article = () => $(`article[data-s="${P.speech}"]`);
P.panel = () => $(".panel.open", P.article());
P.say = (text) => {
  const said = $("#said");
  said.textContent = text;
  clearTimeout(P.saying);
  P.saying = setTimeout(() => { said.textContent = ""; }, 3500);
};

P.hint = (key) => {
  if (key[0] !== "p" && key[0] !== "u") return P.of(P.number(key)).hints[key];
  const row = P.entry(key); // a part of a task: what its row calls it and takes it for
  const link = row && $(`a[href=${quoted("#" + key)}]`, row);
  if (!link) return row ? `${$("b", row).textContent} 时段` : "";
  const note = link.nextElementSibling;
  return `${$("b", row).textContent} ${link.parentElement.previousElementSibling.textContent}${note && note.tagName === "SMALL" ? " " + note.textContent : ""}`;
};

// The row at the left that words belong to: in the list that is open if it stands there.
P.entry = (key) => {
  if (key[0] === "p" || key[0] === "u") {
    const rows = $$(`.item a[href=${quoted("#" + key)}]`).map((link) => link.closest(".item")); // several tasks may share a time
    if (rows.length) return rows.find((row) => row.classList.contains("now")) || rows[0];
    const piece = P.pieces(key)[0];
    return piece && piece.hash ? document.getElementById(decodeURIComponent(piece.hash.slice(1))) : null;
  }
  const rows = P.rows(key);
  const open = P.panel();
  return rows.find((row) => open && open.contains(row)) || rows.find((row) => row.id[0] === "o") || rows[0] || null;
};

P.choose = (number) => {
  if (P.speech === number && P.chosen) return;
  P.speech = number;
  P.chosen = true;
  for (const article of $$("article")) article.classList.toggle("away", article.dataset.s !== String(number));
  for (const file of $$(".file")) file.classList.toggle("away", !file.dataset.of.split(" ").includes(String(number)));
  for (const link of $$(".speeches a")) link.classList.toggle("on", link.hash === `#s${number}`);
};

P.side = (name) => {
  for (const side of ["structure", "source"]) {
    $("#" + side).classList.toggle("away", P.narrow.matches && side !== name);
    const button = $(`[data-pane="${side}"]`);
    button.setAttribute("aria-pressed", String(side === name));
  }
};

P.mark = (key, row) => {
  for (const element of $$(".on, .now")) element.classList.remove("on", "now");
  P.now = key;
  for (const piece of P.pieces(key).slice(0, 400)) piece.classList.add("on");
  if (row) row.classList.add("now");
  for (const other of P.rows(key)) other.classList.add("now");
  if (P.showActs) P.showActs(row);
};

const into = (element, block) => {
  element.scrollIntoView({ block });
  // What lies between was never laid out: its true height is known only now.
  requestAnimationFrame(() => requestAnimationFrame(() => element.scrollIntoView({ block })));
};

P.toWords = (key, focus) => {
  P.choose(P.number(key));
  const row = P.entry(key);
  P.mark(key, row);
  const pieces = P.pieces(key);
  const first = document.getElementById(key) || pieces[0] || (P.addedAt && P.addedAt(key));
  if (!first) return;
  P.side("source");
  into(first.textContent || !pieces[0] ? first : pieces[0], "center");
  if (focus) {
    const piece = pieces[0] || first;
    if (!piece.hash) piece.tabIndex = -1;
    piece.focus({ preventScroll: true });
  }
};

P.toEntry = (row, key, focus) => {
  P.choose(P.number(row.id));
  const panel = row.closest(".panel");
  if (panel) P.tab(panel.dataset.panel);
  if (row.hidden) P.showAll();
  row.classList.remove("late");
  P.side("structure");
  P.mark(key || row.dataset.k, row);
  P.rove(row);
  into(row, "nearest");
  if (focus) ($(".go", row) || row).focus({ preventScroll: true });
};

P.go = (id, focus) => {
  const element = id && document.getElementById(id);
  if (!element) {
    if (id && id[0] === "a") P.toWords(id, focus);
    return;
  }
  if (element.classList.contains("item")) P.toEntry(element, "", focus);
  else if (element.matches("article")) { P.choose(Number(element.dataset.s)); P.openFirst(); P.side("structure"); }
  else if (element.matches(".panel")) { P.choose(P.number(id)); P.tab(element.dataset.panel); P.side("structure"); }
  else if (element.closest(".source")) { if (id === "source") { P.side("source"); element.focus(); } else P.toWords(id, focus); }
};

const follow = (id) => {
  if (decodeURIComponent(location.hash.slice(1)) === id) P.go(id, true);
  else { P.focusing = true; location.hash = "#" + encodeURIComponent(id); }
};

P.clickWords = (piece) => {
  const keys = piece.dataset.m.split(" ");
  const node = keys.find((key) => key[0] === "n"); // the nodes around it are told by its number
  for (let at = node ? node.lastIndexOf(".") : -1; at > 0; at = node.lastIndexOf(".", at - 1)) keys.push(node.slice(0, at));
  const key = keys[(keys.indexOf(P.now) + 1) % keys.length]; // a second click opens what lies below
  const row = P.entry(key);
  if (!row) return;
  P.focusing = false;
  history.replaceState(null, "", "#" + encodeURIComponent(row.id));
  P.toEntry(row, key, true);
};

addEventListener("hashchange", () => {
  P.go(decodeURIComponent(location.hash.slice(1)), P.focusing);
  P.focusing = false;
});
addEventListener("click", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[href^='#']");
  const piece = event.target.closest(".source [data-m]");
  if (piece && (!link || link === piece)) {
    if (String(getSelection())) return event.preventDefault(); // words were selected, not clicked
    event.preventDefault();
    P.clickWords(piece);
  } else if (link && !link.dataset.tab) {
    event.preventDefault();
    const own = link.closest(".structure .item"); // of several rows that lead to the same words this one is meant
    if (own) {
      for (const row of $$(".item.now")) row.classList.remove("now");
      own.classList.add("now");
    }
    const id = decodeURIComponent((link.hash || link.getAttribute("href")).slice(1));
    follow(id);
  } else {
    const row = event.target.closest(".structure .item");
    if (row && !event.target.closest("a, button, input, select, textarea, label") && !String(getSelection())) P.toEntry(row, "", false);
  }
});
// What lies over words: told where the pointer rests.
addEventListener("mouseover", (event) => {
  const piece = event.target.closest && event.target.closest(".source [data-m]");
  if (!piece || piece.title) return;
  piece.title = piece.dataset.m.split(" ").map(P.hint).filter(Boolean).slice(0, 3).join("\n");
});
for (const button of $$("[data-pane]")) button.addEventListener("click", () => P.side(button.dataset.pane));
P.narrow.addEventListener("change", () => P.side("structure"));
