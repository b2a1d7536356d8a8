
// A table whose cells are edited where they stand. Each change goes to the server as a correction of its row.
const docs = new URLSearchParams(location.search).get("docs") || "";
const body = $("#rows");
let rows = [];
let by = "";

const words = (value) => (Array.isArray(value) ? value.join("、") : value === null || value === undefined ? "" : String(value));
const parsed = (field, text) => {
  const line = text.trim();
  if (field.form === "names") return line.split(/[、；;,，\n]+/).map((name) => name.trim()).filter(Boolean);
  return line || null;
};
const send = async (row, change) => {
  const found = await ask(`documents/${row.doc}/rows`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(Object.assign({ part: row.part, at: row.at }, change)) });
  const others = rows.filter((one) => one.doc !== row.doc);
  const at = rows.findIndex((one) => one.doc === row.doc);
  rows = [...others.slice(0, Math.min(at, others.length)), ...found.rows, ...others.slice(Math.min(at, others.length))];
};
const cellOf = (row, field) => {
  const cell = make("td", field.name, words(row.values[field.name]));
  cell.contentEditable = "true";
  cell.setAttribute("role", "textbox");
  cell.setAttribute("aria-label", `${row.id} ${field.label}`);
  cell.spellcheck = false;
  const before = () => words(row.values[field.name]);
  cell.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { cell.textContent = before(); cell.blur(); }
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); cell.blur(); }
  });
  cell.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  cell.addEventListener("blur", async () => {
    const text = cell.textContent;
    if (text.trim() === before().trim()) return;
    if (field.form === "day" && text.trim() && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text.trim())) { say("截止日写成 2026-06-30"); cell.textContent = before(); return; }
    try { await send(row, { action: "change", values: { [field.name]: parsed(field, text) } }); row.values[field.name] = parsed(field, text); cell.classList.add("changed"); say("已改"); }
    catch (error) { say(error.message); cell.textContent = before(); }
  });
  return cell;
};
const show = () => {
  const wanted = $("#search").value.trim().toLowerCase();
  const seen = rows.filter((row) => !wanted || JSON.stringify(row).toLowerCase().includes(wanted));
  if (by) seen.sort((a, b) => { const x = words(a.values[by]) || "\uffff"; const y = words(b.values[by]) || "\uffff"; return x < y ? -1 : x > y ? 1 : 0; });
  body.textContent = "";
  for (const row of seen) {
    const line = make("tr");
    line.append(make("td", "", row.id), ...DATA.fields.map((field) => cellOf(row, field)), make("td", "", row.section));
    const from = make("td");
    const link = make("a", "", row.name);
    link.href = `documents/${row.doc}#l${row.part}-${row.id}`;
    from.append(link);
    const acts = make("td");
    const off = make("button", "", "删去");
    off.type = "button";
    off.setAttribute("aria-label", `删去 ${row.id}`);
    off.addEventListener("click", async () => { try { await send(row, { action: "reject" }); show(); say("已删去"); } catch (error) { say(error.message); } });
    acts.append(off);
    line.append(from, acts);
    body.append(line);
  }
  $("#shown").textContent = `${seen.length} 行`;
};
for (const head of $$("[data-sort]"))
  $("button", head).addEventListener("click", () => { by = by === head.dataset.sort ? "" : head.dataset.sort; for (const other of $$("[data-sort]")) other.removeAttribute("aria-sort"); if (by) head.setAttribute("aria-sort", "ascending"); show(); });
$("#search").addEventListener("input", show);
const query = [docs ? `docs=${docs}` : "", "together=1"].filter(Boolean).join("&");
$("#xlsx").href = `ledger.xlsx?${query}`;
$("#docx").href = `ledger.docx?${query}`;
ask(`rows${docs ? `?docs=${docs}` : ""}`).then((found) => { rows = found.rows; show(); }, (error) => say(error.message));
