
// The buttons under the chosen item, the form of 改正, and 补一条 for words selected in the text.
P.act = (action, row) => {
  if (!row) return P.say("先选中一条");
  const key = row.dataset.k;
  const item = P.item(key);
  const old = P.changes.get(key);
  if (action === "undo") return old ? P.undo(key) : undefined;
  if (action === "change") return openForm(row, key);
  if (!item) return action === "reject" ? P.undo(key) : undefined; // what was added
  const change = { action, kind: item.kind, part: speechOf(key).part, at: item.at };
  if (item.name) change.name = item.name;
  change.values = action === "confirm" && old && old.action === "change" ? undefined : action === "confirm" ? item.values : undefined;
  if (action === "confirm" && old && old.action === "change") return P.say("已改正的就是确认的");
  if (!change.values) delete change.values;
  P.set(key, change);
  P.say(`${P.data.actions[action]}：${(item.at.quote || item.name || "").slice(0, 16)}`);
  P.mark(key, row);
};
P.showActs = (row) => {
  for (const old of $$(".acts")) old.remove();
  if (!row || !row.closest(".structure") || $(".form", row)) return;
  const key = row.dataset.k;
  const item = P.item(key) || P.changes.get(key);
  if (!item) return;
  const acts = make("div", "acts");
  const hint = P.of(P.number(key)).hints[key];
  if (hint) acts.append(make("span", "why", hint));
  const button = (label, action, hint) => {
    const made = make("button", "", label);
    made.type = "button";
    made.title = hint;
    made.addEventListener("click", (event) => { event.stopPropagation(); if (action === "copy") P.copyRow(row); else P.act(action, row); });
    acts.append(made);
  };
  const change = P.changes.get(key);
  if (change) button("撤销", "undo", "u");
  if (!change && item.kind !== "remark") button("确认", "confirm", "c");
  if (item.kind !== "remark" && !(change && change.action === "reject")) button("改正", "change", "e");
  if (!change) button(item.kind === "remark" ? "不再提示" : "删去", "reject", "x");
  button("复制", "copy", "y");
  row.append(acts);
};

const control = (field, value) => {
  let made;
  if (field.form === "role") {
    made = make("select");
    for (const [role, label] of Object.entries(P.data.roles)) made.append(new Option(label, role, false, role === value));
    return made;
  }
  made = make(field.form === "text" ? "textarea" : "input");
  if (field.form === "level" || field.form === "count") { made.type = "number"; made.min = "1"; made.max = field.form === "level" ? "12" : "999"; }
  if (field.form === "day") { made.placeholder = "2026-06-30"; made.pattern = "\\d{4}(-\\d{2}(-\\d{2})?)?"; }
  if (field.form === "names") made.placeholder = "几个之间用顿号";
  made.value = Array.isArray(value) ? value.join("、") : value === null || value === undefined ? "" : String(value);
  return made;
};
const valueOf = (field, input, was) => {
  const text = input.value.trim();
  if (field.form === "names") { const names = text.split(/[、；;,，\n]+/).map((name) => name.trim()).filter(Boolean); return same(names, was) ? was : names; }
  if (field.form === "level" || field.form === "count") return Number(text) || was;
  return text === "" ? null : text;
};
const formOf = (kind, values, done) => {
  const form = make("form", "form");
  const fields = P.data.kinds[kind];
  const inputs = fields.map((field, at) => {
    const input = control(field, values[field.name]);
    input.name = field.name;
    input.id = `form-${field.name}`;
    const label = make("label", "", field.label);
    label.htmlFor = input.id;
    form.append(label, input);
    return input;
  });
  const buttons = make("p", "buttons");
  const save = make("button", "main", "保存");
  save.type = "submit";
  const cancel = make("button", "", "取消");
  cancel.type = "button";
  cancel.addEventListener("click", () => P.closeForm());
  buttons.append(save, cancel);
  form.append(buttons);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const found = {};
    fields.forEach((field, at) => { found[field.name] = valueOf(field, inputs[at], values[field.name]); });
    done(found);
  });
  return form;
};
const openForm = (row, key) => {
  const item = P.item(key) || P.changes.get(key);
  if (!item || item.kind === "remark") return;
  P.closeForm();
  for (const old of $$(".acts")) old.remove();
  const was = P.item(key) ? P.item(key).values : item.values;
  const form = formOf(item.kind, P.valuesOf(key), (found) => {
    P.closeForm();
    if (!P.item(key)) { P.set(key, Object.assign({}, item, { values: found })); P.mark(key, P.entry(key)); return; }
    const values = {};
    const before = {};
    for (const [name, value] of Object.entries(found))
      if (!same(value, was[name]) && !(value === null && was[name] === undefined)) { values[name] = value; before[name] = was[name]; }
    if (!Object.keys(values).length) return P.act(P.changes.has(key) ? "undo" : "confirm", row);
    const change = { action: "change", kind: item.kind, part: speechOf(key).part, at: item.at, values, was: before };
    if (item.name) change.name = item.name;
    P.set(key, change);
    P.say("已改正");
    P.mark(key, P.entry(key));
    const link = $(".go", row);
    if (link) link.focus({ preventScroll: true });
  });
  row.append(form);
  const first = $("input, select, textarea", form);
  if (first) first.focus();
};
P.closeForm = () => {
  const forms = $$(".form");
  for (const form of forms) form.remove();
  const near = $("#near");
  if (!near.hidden && forms.length) { near.hidden = true; }
  return forms.length > 0;
};

// Selected words: their offset is that of their row and the characters before them in it.
const offsetIn = (node, at) => {
  const element = node.nodeType === 1 ? node : node.parentElement;
  const line = element && element.closest(".line");
  if (!line) return null;
  const range = document.createRange();
  range.setStart(line, 0);
  range.setEnd(node, at);
  return Number(line.dataset.o) + Array.from(range.toString()).length;
};
P.selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!$("#source").contains(range.commonAncestorContainer)) return null;
  const start = offsetIn(range.startContainer, range.startOffset);
  const end = offsetIn(range.endContainer, range.endOffset);
  const text = String(selection).replace(/\r/g, "");
  if (start === null || end === null || end <= start || !text.trim()) return null;
  const lead = text.length - text.trimStart().length;
  const line = (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement).closest(".line");
  const words = Array.from(text.trim());
  const from = start + Array.from(text.slice(0, lead)).length;
  const before = Array.from(line.textContent).slice(0, from - Number(line.dataset.o)).slice(-12).join("");
  const trail = Array.from(text).length - Array.from(text.trimEnd()).length;
  return { at: { offset: from, length: end - trail - from, quote: words.slice(0, 48).join("").split("\n")[0], before }, text: text.trim(), box: range.getBoundingClientRect() };
};
const near = $("#near");
document.addEventListener("selectionchange", () => {
  clearTimeout(P.selecting);
  P.selecting = setTimeout(() => {
    if ($(".form", near)) return;
    const found = P.selected();
    near.hidden = !found;
    if (!found) return;
    near.style.left = `${Math.max(8, Math.min(found.box.left + scrollX, innerWidth - 340))}px`;
    near.style.top = `${found.box.bottom + scrollY + 6 + 130 > innerHeight + scrollY ? Math.max(8, found.box.top + scrollY - 48) : found.box.bottom + scrollY + 6}px`;
  }, 150);
});
$("#add").addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
$("#add").addEventListener("click", () => {
  const found = P.selected();
  if (!found) return;
  const kinds = make("div", "form");
  const kind = make("select");
  kind.id = "add-kind";
  for (const name of ["task", "node", "field"]) kind.append(new Option(P.data.labels[name], name));
  const label = make("label", "", "补为");
  label.htmlFor = kind.id;
  const field = make("select");
  field.setAttribute("aria-label", "字段");
  for (const [name, words] of Object.entries(P.data.fields)) field.append(new Option(words, name));
  field.hidden = true;
  const holder = make("span");
  holder.append(kind, field);
  kinds.append(label, holder);
  let form = null;
  const draw = () => {
    if (form) form.remove();
    field.hidden = kind.value !== "field";
    const line = found.text.replace(/\s+/g, " ");
    const values = { node: { role: "task", level: 1, title: line.slice(0, 40) }, task: { text: found.text }, field: { value: line } }[kind.value];
    form = formOf(kind.value, values, (made) => {
      const change = { action: "add", kind: kind.value, part: P.of(P.speech).part, at: found.at, values: made };
      if (kind.value === "field") change.name = field.value;
      P.closeForm();
      kinds.remove();
      near.hidden = true;
      $("#add").hidden = false;
      const key = P.add(change);
      P.say("已补一条");
      const row = P.rows(key)[0];
      if (row) P.toEntry(row, key, true);
    });
    near.append(form);
    const box = near.getBoundingClientRect();
    if (box.bottom > innerHeight) near.style.top = `${Math.max(8, innerHeight + scrollY - box.height - 8)}px`;
  };
  kind.addEventListener("change", draw);
  $("#add").hidden = true;
  near.append(kinds);
  draw();
  kind.focus();
});
const closeBefore = P.closeForm;
P.closeForm = () => {
  const closed = closeBefore();
  if (closed) $("#add").hidden = false;
  return closed;
};
