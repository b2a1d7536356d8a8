
// Files in, one after the other; what came of each in a table; ledgers of those that are ticked.
const READS = /\.(txt|md|markdown|docx?|wps|wpt|rtf|odt|html?|mhtml?|xml|pdf|xlsx|csv|tsv|ofd)$/i;
const list = $("#list");
const refused = [];
let documents = [];

const chosen = () => $$("input[data-id]:checked", list).map((box) => box.dataset.id);
const links = () => {
  const ids = chosen();
  const some = ids.length === documents.length ? "" : `docs=${ids.join(",")}`;
  const ask = (more) => [some, more].filter(Boolean).join("&");
  const together = $("#together").checked ? "together=1" : "";
  const address = (kind, more) => { const words = ask(more); return `ledger.${kind}${words ? "?" + words : ""}`; };
  $("#xlsx").href = address("xlsx", together);
  $("#docx").href = address("docx", together);
  $("#edit").href = some ? `ledger?${some}` : "ledger";
  $("#update").href = address("xlsx", "update=1");
};
const show = () => {
  const off = new Set($$("input[data-id]", list).filter((box) => !box.checked).map((box) => box.dataset.id));
  list.textContent = "";
  for (const one of documents) {
    const row = make("tr");
    const box = make("input");
    box.type = "checkbox";
    box.checked = !off.has(String(one.id));
    box.dataset.id = one.id;
    box.setAttribute("aria-label", `选中 ${one.name}`);
    box.addEventListener("change", links);
    const tick = make("td");
    tick.append(box);
    const name = make("td");
    const open = make("a", "", one.name);
    open.href = `documents/${one.id}`;
    name.append(open);
    const acts = make("td");
    const look = make("a", "button", "查看、校核");
    look.href = `documents/${one.id}`;
    const json = make("a", "button", "JSON");
    json.href = `documents/${one.id}/result.json`;
    json.download = "";
    const off_ = make("button", "", "移去");
    off_.type = "button";
    off_.setAttribute("aria-label", `移去 ${one.name}`);
    off_.addEventListener("click", async () => { try { await ask(`documents/${one.id}`, { method: "DELETE" }); await load(); } catch (error) { say(error.message); } });
    acts.append(look, " ", json, " ", off_);
    const number = (label, value) => { const cell = make("td", "n", String(value)); cell.dataset.l = label; return cell; };
    row.append(tick, name, make("td", "", one.title), make("td", "", one.speaker), make("td", "", one.date), number("任务", one.tasks), number("校核", one.edits), acts);
    list.append(row);
  }
  for (const [name, words] of refused) {
    const row = make("tr", "bad");
    const cell = make("td", "", words);
    cell.colSpan = 6;
    row.append(make("td"), make("td", "", name), cell);
    list.append(row);
  }
  $("#work").hidden = !documents.length && !refused.length;
  $("#count").textContent = documents.length ? `${documents.length} 份，${documents.reduce((sum, one) => sum + one.tasks, 0)} 项任务` : "";
  links();
};
const load = async () => {
  const found = await ask("documents");
  documents = found.documents;
  $("#oldname").textContent = found.old;
  $("#update").hidden = !found.old;
  show();
};

let waiting = [];
let going = false;
let done = 0;
let all = 0;
const take = async (files) => {
  const fit = files.filter(([name]) => READS.test(name) && !/(^|\/)[.~]/.test(name));
  if (!fit.length) return say("没有可读的文件");
  waiting.push(...fit);
  all += fit.length;
  if (going) return;
  going = true;
  while (waiting.length) {
    const [name, file] = waiting.shift();
    $("#progress").textContent = `正在读 ${done + 1}/${all}：${name}`;
    try {
      if (file.size > DATA.most * 1048576) throw new Error(`文件超过 ${DATA.most} MB`);
      documents.push(await ask(`documents?name=${encodeURIComponent(name)}`, { method: "POST", body: file }));
    } catch (error) { refused.push([name, error.message]); }
    done += 1;
    show();
  }
  $("#progress").textContent = `读完 ${done} 份${refused.length ? `，${refused.length} 份未能读取` : ""}`;
  going = false;
};
const old = async (file) => {
  if (!file) return;
  try { const found = await ask(`old?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file }); $("#oldname").textContent = found.old; $("#update").hidden = false; }
  catch (error) { say(error.message); }
};

// A folder that was dropped is walked through.
const walk = async (entry, path) => {
  if (entry.isFile) return [[path + entry.name, await new Promise((resolve, reject) => entry.file(resolve, reject))]];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const inner of some) found.push(...await walk(inner, `${path}${entry.name}/`));
  }
};
const dropped = async (event) => {
  const entries = Array.from(event.dataTransfer.items || []).map((item) => (item.webkitGetAsEntry ? item.webkitGetAsEntry() : null)).filter(Boolean);
  const files = Array.from(event.dataTransfer.files);
  if (!entries.length) return files.map((file) => [file.name, file]);
  const found = [];
  for (const entry of entries) found.push(...await walk(entry, ""));
  return found;
};
const target = (event) => (event.target.closest && event.target.closest(".old")) || $("#drop");
for (const kind of ["dragenter", "dragover"])
  addEventListener(kind, (event) => { event.preventDefault(); for (const zone of $$(".over")) zone.classList.remove("over"); target(event).classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) for (const zone of $$(".over")) zone.classList.remove("over"); });
addEventListener("drop", async (event) => {
  event.preventDefault();
  const zone = target(event);
  zone.classList.remove("over");
  const files = await dropped(event);
  if (zone.matches(".old")) old(files.length ? files[0][1] : null);
  else take(files);
});
const picked = (input) => { const files = Array.from(input.files); input.value = ""; return files; };
$("#files").addEventListener("change", (event) => take(picked(event.target).map((file) => [file.name, file])));
$("#folder").addEventListener("change", (event) => take(picked(event.target).map((file) => [file.webkitRelativePath || file.name, file])));
$("#old").addEventListener("change", (event) => old(picked(event.target)[0]));
$("#together").addEventListener("change", links);
$("#all").addEventListener("change", (event) => { for (const box of $$("input[data-id]", list)) box.checked = event.target.checked; links(); });
$("#quit").addEventListener("click", async () => {
  try { await ask("quit", { method: "POST" }); } catch (error) { /* it is gone */ }
  document.body.textContent = "已退出，可以关闭本页。";
});
addEventListener("pageshow", (event) => { if (event.persisted) load().catch((error) => say(error.message)); });
load().catch((error) => say(error.message));
