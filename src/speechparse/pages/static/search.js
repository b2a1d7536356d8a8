
// One search in both panes: rows without the words go, words in the text are marked, some at a time.
const box = $("#search");
const hits = { found: [], at: -1, marked: [], run: 0 };

const unmark = () => {
  for (const mark of hits.marked) {
    const parent = mark.parentNode;
    if (!parent) continue;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
  hits.marked = [];
};
// Words of a row that run through several pieces are marked piece by piece.
const wrap = (row, start, length) => {
  const made = [];
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
  let at = 0;
  let node = walker.nextNode();
  while (node && at < start + length) {
    const next = walker.nextNode();
    const size = node.data.length;
    const from = Math.max(start - at, 0);
    const to = Math.min(start + length - at, size);
    if (from < to) {
      const part = from ? node.splitText(from) : node;
      if (to - from < part.data.length) part.splitText(to - from);
      const mark = make("mark");
      part.replaceWith(mark);
      mark.append(part);
      made.push(mark);
    }
    at += size;
    node = next;
  }
  return made;
};
const count = (shown) => {
  const words = hits.found.length;
  $("#hits").textContent = P.wanted.text ? `条目 ${shown} · 原文 ${hits.at >= 0 ? `${hits.at + 1}/` : ""}${words}` : "";
};
P.search = (text) => {
  const wanted = text.trim().toLowerCase();
  const run = ++hits.run;
  unmark();
  hits.found = [];
  hits.at = -1;
  P.wanted.text = wanted;
  const shown = P.filter();
  if (wanted)
    for (const row of $$(".file:not(.away) .line")) {
      const words = row.textContent.toLowerCase();
      for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + wanted.length))
        hits.found.push({ row, at, marks: null });
    }
  hits.shown = shown;
  count(shown);
  const some = (from) => { // from the end, so that places before stay true
    if (run !== hits.run) return;
    const until = performance.now() + 12;
    let k = from;
    while (k < hits.found.length && performance.now() < until) { markHit(hits.found[k], wanted.length); k += 1; }
    if (k < hits.found.length && k < 2000) setTimeout(some, 0, k);
  };
  some(0);
};
const markHit = (hit, length) => {
  if (hit.marks) return;
  hit.marks = wrap(hit.row, hit.at, length);
  hits.marked.push(...hit.marks);
};
P.hit = (step) => {
  if (!hits.found.length) return false;
  for (const mark of $$("mark.here")) mark.classList.remove("here");
  hits.at = (hits.at + step + hits.found.length) % hits.found.length;
  if (hits.at < 0) hits.at = 0;
  const hit = hits.found[hits.at];
  markHit(hit, P.wanted.text.length);
  for (const mark of hit.marks) mark.classList.add("here");
  P.side("source");
  if (hit.marks[0]) into(hit.marks[0], "center");
  count(hits.shown);
  return true;
};
P.clearSearch = () => { box.value = ""; P.search(""); };
// Without words to look for: the next item in doubt.
P.step = (step) => {
  if (P.wanted.text) return P.hit(step);
  const rows = $$(".item[data-doubt], .item.warning, .item.error, .item.bad", P.article()).filter((row) => !/^[hq]/.test(row.id));
  if (!rows.length) return P.say("没有存疑条目");
  const here = rows.findIndex((row) => row.dataset.k === P.now);
  P.toEntry(rows[(here + step + rows.length) % rows.length], "", true);
};
box.addEventListener("input", () => {
  clearTimeout(hits.waiting);
  hits.waiting = setTimeout(() => P.search(box.value), 120);
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter") { if (P.wanted.text !== box.value.trim().toLowerCase()) P.search(box.value); P.hit(event.shiftKey ? -1 : 1); }
  if (event.key === "Escape") { P.clearSearch(); box.blur(); event.stopPropagation(); }
});
$("#next").addEventListener("click", () => P.step(1));
$("#previous").addEventListener("click", () => P.step(-1));
