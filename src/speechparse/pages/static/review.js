
// Corrections: kept in the browser beside the text's fingerprint, shown on the items, told as a file.
// One correction: {action, kind, name?, part, at: {offset, length, quote, before}, values?, was?}, by key.
const FORMAT = "speechparse-corrections";
const memory = {};
const store = {
  get: (name) => { try { return localStorage.getItem(name); } catch (error) { return memory[name] || null; } },
  set: (name, text) => {
    memory[name] = text;
    try { if (text === null) localStorage.removeItem(name); else localStorage.setItem(name, text); return true; } catch (error) { return false; }
  },
};
P.changes = new Map();
const placeOf = (speech) => `speechparse/${speech.sha256 || speech.name}`;
const filesOf = () => Array.from(new Set(P.data.speeches.map(placeOf)));
const speechOf = (key) => P.of(P.number(key));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

P.stateOf = (key) => {
  const change = P.changes.get(key);
  return change ? P.data.actions[change.action] : "";
};
P.valuesOf = (key) => {
  const change = P.changes.get(key);
  const item = P.item(key);
  return Object.assign({}, item ? item.values : {}, change && change.values ? change.values : {});
};
// As the file holds them, for one text: in the order of their places.
P.toFile = (place) => {
  const speeches = P.data.speeches.filter((speech) => placeOf(speech) === place);
  const found = Array.from(P.changes).filter(([key]) => placeOf(speechOf(key)) === place).map(([, change]) => change);
  found.sort((a, b) => a.part - b.part || a.at.offset - b.at.offset || b.at.length - a.at.length);
  const { name, sha256, chars } = speeches[0];
  return { format: FORMAT, version: 1, source: { name, sha256, chars }, corrections: found };
};
const keep = () => {
  let kept = true;
  for (const place of filesOf()) {
    const file = P.toFile(place);
    if (!P.data.serve) kept = store.set(place, file.corrections.length ? JSON.stringify(file) : null) && kept;
  }
  const count = P.changes.size;
  $("#edits").textContent = String(count);
  $("#kept").textContent = !count ? "还没有校核。选中一条，按“确认、改正、删去”；选中原文中的字，可以补一条。"
    : P.data.serve ? `${count} 处校核，下载的台账和 JSON 已带上；关闭程序前可下载校核文件留存。`
    : kept ? `${count} 处校核已存在本机浏览器中。发给别人或用于命令行，请下载校核文件。` : `${count} 处校核只在本页，关闭前请下载校核文件（浏览器不允许保存）。`;
  tell();
  if (P.changed) P.changed();
};
const tell = () => {
  const list = $("#changes");
  list.textContent = "";
  for (const [key, change] of P.changes) {
    const line = make("li");
    const link = make("a", "", change.at.quote.replace(/\s+/g, " ").slice(0, 30) || change.name || key);
    link.href = "#" + key;
    const undo = make("button", "", "撤销");
    undo.type = "button";
    undo.addEventListener("click", () => P.undo(key));
    line.append(make("small", "", `${P.data.actions[change.action]} ${P.data.labels[change.kind]}`), link, undo);
    list.append(line);
  }
};

// Rows as they are shown with a correction. What stood there first is kept for 撤销.
const shown = (row) => { if (!row.first) row.first = row.innerHTML; };
const setText = (row, text) => {
  const words = $(".go .w", row) || $(".go", row) || $(".w", row);
  if (words) words.textContent = text;
};
const setFact = (row, name, label, text) => {
  let facts = $("dl", row);
  if (!facts) { facts = make("dl"); row.append(facts); }
  let fact = $(`dd[data-f="${name}"]`, facts);
  if (!fact) {
    if (!text) return;
    fact = make("dd");
    fact.dataset.f = name;
    facts.append(make("dt", "", label), fact);
  }
  fact.textContent = text;
};
const list = (names) => (names || []).join("、");
const unitWords = (v) => [v.lead && v.lead.length ? `牵头：${list(v.lead)}` : "", v.support && v.support.length ? `配合：${list(v.support)}` : "", list(v.units)].filter(Boolean).join("；");
const withValues = (row, change) => {
  const v = change.values || {};
  const all = P.valuesOf(row.dataset.k);
  if ("title" in v) setText(row, v.title);
  if ("value" in v) setText(row, v.value);
  if ("text" in v) { setText(row, v.text); const rest = $("p", row); if (rest) rest.remove(); }
  if ("role" in v) { row.className = row.className.replace(/r-\w+/, "r-" + v.role); }
  if ("level" in v) row.className = row.className.replace(/\bd\d\b/, "d" + Math.min(v.level, 6));
  if ("count" in v) setText(row, `${change.at.quote}：应有 ${v.count}`);
  if ("units" in v || "lead" in v || "support" in v) { setFact(row, "units", "单位", unitWords(all)); row.dataset.units = [...(all.lead || []), ...(all.support || []), ...(all.units || []), ...(all.people || [])].join("\n"); }
  if ("people" in v) setFact(row, "people", "责任人", list(all.people));
  if ("deadline" in v || "due" in v) { setFact(row, "deadline", "期限", [all.deadline, all.due].filter(Boolean).join(" ")); row.dataset.due = all.due || ""; }
  if ("targets" in v) setFact(row, "targets", "目标", (all.targets || []).join("；"));
};
const CLASSES = { confirm: "kept", change: "changed", reject: "gone", add: "added" };
const show = (key) => {
  const change = P.changes.get(key);
  for (const row of P.rows(key)) {
    if (row.first !== undefined) { row.innerHTML = row.first; row.className = row.firstClass; Object.assign(row.dataset, row.firstData); }
    else { row.first = row.innerHTML; row.firstClass = row.className.replace(/ ?\b(now|on)\b/g, ""); row.firstData = Object.assign({}, row.dataset); }
    if (!change) continue;
    withValues(row, change);
    row.classList.add(CLASSES[change.action]);
  }
};

P.set = (key, change) => {
  if (change) P.changes.set(key, change);
  else P.changes.delete(key);
  if (key[0] === "a") drawAdded(key, change);
  else show(key);
  keep();
};
P.undo = (key) => { P.set(key, null); P.say("已撤销"); const row = P.entry(key); if (row) P.mark(key, row); };

// What was added has rows of its own.
let addedCount = 0;
const LISTS = { node: "outline", task: "tasks", field: "metadata" };
P.addedAt = (key) => {
  const change = P.changes.get(key);
  return change ? P.lineAt(change.at.offset) : null;
};
P.lineAt = (offset) => $$(".file:not(.away) .line").reduce((best, line) => (Number(line.dataset.o) <= offset ? line : best), null);
const drawAdded = (key, change) => {
  for (const row of P.rows(key)) row.remove();
  if (!change) return;
  const v = change.values || {};
  const article = $(`article[data-s="${P.number(key)}"]`);
  const section = $(`#s${P.number(key)}-${LISTS[change.kind]}`) || $("[data-panel='outline']", article);
  let rows = $("ul", section);
  if (!rows) { rows = make("ul", "list"); section.append(rows); const none = $(".none", section); if (none) none.remove(); }
  const row = make("li", `item ${change.kind} added ${change.kind === "field" ? "" : "r-" + (v.role || "task")} d${Math.min(v.level || 1, 6)}`);
  row.dataset.k = key;
  row.id = "row-" + key;
  if (change.kind === "task") { row.dataset.section = ""; row.dataset.due = v.due || ""; row.dataset.units = [...(v.lead || []), ...(v.support || []), ...(v.units || []), ...(v.people || [])].join("\n"); }
  const link = make("a", "go");
  link.href = "#" + key;
  link.append(make("b", "", change.kind === "field" ? "" : "补"), make("span", "w", v.title || v.text || v.value || change.at.quote));
  if (change.kind === "field") row.append(make("span", "dt", P.data.fields[change.name] || change.name || ""));
  row.append(link);
  withValues(row, { at: change.at, values: Object.assign({}, v, { text: undefined, title: undefined, value: undefined }), action: "add" });
  if (v.title || v.text || v.value) setText(row, v.title || v.text || v.value);
  const after = $$(":scope > .item", rows).find((other) => { const item = P.item(other.dataset.k) || P.changes.get(other.dataset.k); return item && item.at.offset > change.at.offset; });
  rows.insertBefore(row, after || null);
};
P.add = (change) => {
  addedCount += 1;
  let key = `a${P.speech}-${addedCount}`;
  while (P.changes.has(key)) { addedCount += 1; key = `a${P.speech}-${addedCount}`; }
  P.set(key, change);
  return key;
};

// A file laid over the page: each correction finds its item by kind and place, or by its words.
P.take = (file) => {
  if (!file || file.format !== FORMAT || !Array.isArray(file.corrections)) { P.say("这不是校核文件"); return 0; }
  let taken = 0;
  for (const change of file.corrections) {
    const speech = P.data.speeches.find((one) => placeOf(one) === `speechparse/${file.source.sha256 || file.source.name}` && one.part === change.part)
      || P.data.speeches.find((one) => one.name === file.source.name && one.part === change.part) || P.of(P.speech);
    if (change.action === "add") {
      const before = P.speech;
      P.speech = speech.number;
      P.add(change);
      P.speech = before;
      taken += 1;
      continue;
    }
    let best = null;
    for (const [key, item] of Object.entries(speech.items)) {
      if (item.kind !== change.kind || (item.name || "") !== (change.name || "")) continue;
      if (change.kind !== "field" && item.at.quote !== change.at.quote) continue;
      const far = Math.abs(item.at.offset - change.at.offset);
      if (!best || far < best.far) best = { key, far };
    }
    if (best) { P.set(best.key, change); taken += 1; }
  }
  return taken;
};
P.restore = () => {
  for (const place of filesOf()) {
    const text = P.data.serve ? null : store.get(place); // a server holds them itself
    try { if (text) P.take(JSON.parse(text)); } catch (error) { /* of an older page */ }
  }
  if (P.data.serve) for (const file of P.data.serve.given) P.take(file);
  keep();
};
P.fileName = () => `${P.stem()}.corrections.json`;
$("#download").addEventListener("click", () => P.save(P.fileName(), JSON.stringify(P.toFile(placeOf(P.of(P.speech))), null, 1) + "\n", "application/json"));
$("#load").addEventListener("change", (event) => {
  const file = event.target.files[0];
  if (!file) return;
  const reader = new FileReader();
  reader.onload = () => {
    try { P.say(`载入 ${P.take(JSON.parse(reader.result))} 处校核`); } catch (error) { P.say("这不是校核文件"); }
    event.target.value = "";
  };
  reader.readAsText(file);
});
$("#forget").addEventListener("click", () => { for (const key of Array.from(P.changes.keys())) P.set(key, null); P.say("已全部撤销"); });
