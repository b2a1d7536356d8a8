
// Tabs, filters, order, and one stop of the Tab key a list.
P.tab = (name) => {
  const article = P.article();
  for (const tab of $$("[data-tab]", article)) {
    const on = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    $(`[data-panel="${tab.dataset.tab}"]`, article).classList.toggle("open", on);
  }
  const filters = $(".filters", article);
  if (filters) filters.hidden = name !== "tasks";
  const panel = P.panel();
  if (panel && !panel.dataset.roved) {
    panel.dataset.roved = "1";
    P.reveal(panel);
  }
};
// One stop of the Tab key a list; and long lists come bit by bit, so that nobody waits.
P.reveal = (panel) => {
  const links = Array.from(panel.getElementsByClassName("go"));
  let first = true;
  for (const link of links.slice(0, 150)) {
    for (const inner of link.parentElement.getElementsByTagName("a")) inner.tabIndex = first ? 0 : -1;
    first = false;
  }
  const late = Array.from(panel.getElementsByClassName("late"));
  const some = () => {
    for (const row of late.splice(0, 60)) {
      row.classList.remove("late");
      for (const inner of row.getElementsByTagName("a")) inner.tabIndex = -1;
    }
    if (late.length) setTimeout(some, 30);
  };
  setTimeout(some, 300);
};
P.openFirst = () => {
  if ($(".tabs [aria-selected='true']", P.article())) return;
  const full = ["tasks", "highlights", "requirements", "outline", "checks"].find((name) => {
    const panel = $(`[data-panel="${name}"]`, P.article());
    return panel && !("empty" in panel.dataset);
  });
  P.tab(full || "outline");
};
P.rove = (row) => {
  const panel = row.closest(".panel");
  if (!panel) return;
  for (const link of $$(".item a[tabindex='0']", panel)) link.tabIndex = -1;
  for (const link of $$("a", row)) link.tabIndex = 0;
};
P.visible = () => $$(".item", P.panel()).filter((row) => !row.hidden);

addEventListener("click", (event) => {
  const tab = event.target.closest("[data-tab]");
  if (!tab) return;
  event.preventDefault();
  P.tab(tab.dataset.tab);
});
addEventListener("keydown", (event) => {
  const tab = event.target.closest && event.target.closest("[data-tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !(step || event.key === " ")) return;
  const tabs = $$("[data-tab]", P.article());
  const next = step ? tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length] : tab;
  P.tab(next.dataset.tab);
  next.focus();
  event.preventDefault();
});

P.wanted = { text: "" };
const filterOf = (article) => {
  const form = $(".filters", article);
  const get = (name) => (form && form.elements[name] ? form.elements[name].value : "");
  return { units: get("units"), due: get("due"), section: get("section"), sort: get("sort"), doubt: form && form.elements.doubt.checked };
};
const fits = (row, wanted) => {
  const { units, due, section } = row.dataset;
  if (wanted.units && (wanted.units === "-" ? units : !(units || "").split("\n").includes(wanted.units))) return false;
  if (wanted.due && (wanted.due === "-" ? due : !(due || "").startsWith(wanted.due))) return false;
  if (wanted.section && section !== wanted.section) return false;
  return !wanted.doubt || "doubt" in row.dataset;
};
P.filter = () => {
  const article = P.article();
  const wanted = filterOf(article);
  const searched = P.wanted.text || P.searched; // else only the tasks can change
  let shown = 0;
  for (const panel of $$(searched ? ".panel" : "[data-panel='tasks']", article)) {
    const open = panel.classList.contains("open");
    for (const row of $$(".item", panel)) {
      const away = (P.wanted.text && !row.textContent.toLowerCase().includes(P.wanted.text)) || (panel.dataset.panel === "tasks" && !fits(row, wanted));
      if (row.hidden !== Boolean(away)) row.hidden = Boolean(away);
      if (open && !away) shown += 1;
    }
  }
  P.searched = Boolean(P.wanted.text);
  return shown;
};
P.order = () => {
  const list = $("[data-panel='tasks'] .list", P.article());
  if (!list) return;
  const by = filterOf(P.article()).sort;
  if ((list.dataset.by || "") === by) return;
  list.dataset.by = by;
  const rows = Array.from(list.children, (row, at) => {
    if (!row.dataset.at) row.dataset.at = String(at);
    return { row, word: by ? row.dataset[by] || "\uffff" : "", at: Number(row.dataset.at) };
  });
  rows.sort((a, b) => (a.word < b.word ? -1 : a.word > b.word ? 1 : a.at - b.at));
  list.hidden = true;
  const sorted = document.createDocumentFragment();
  for (const { row } of rows) sorted.append(row);
  list.append(sorted);
  list.hidden = false;
};
P.showAll = () => {
  const form = $(".filters", P.article());
  if (form) form.reset();
  P.order();
  if (P.clearSearch) P.clearSearch();
  P.filter();
};
for (const form of $$(".filters")) {
  form.addEventListener("change", () => { P.order(); P.say(`显示 ${P.filter()} 条`); });
  form.addEventListener("submit", (event) => event.preventDefault());
}

// What is seen, as a table: CSV that Excel takes for UTF-8, and no cell that it would compute.
P.columns = [
  ["序号", (row) => $("b", row) ? $("b", row).textContent : ""], ["任务", (row, v) => v.text], ["责任单位", (row, v) => v.units],
  ["牵头单位", (row, v) => v.lead], ["配合单位", (row, v) => v.support], ["责任人", (row, v) => v.people],
  ["完成时限", (row, v) => v.deadline], ["截止日", (row, v) => v.due || row.dataset.due], ["目标", (row, v) => v.targets],
  ["章节", (row) => row.dataset.section], ["校核", (row) => P.stateOf(row.dataset.k)],
];
P.cells = (row) => P.columns.map(([, get]) => {
  const value = get(row, P.valuesOf(row.dataset.k));
  return (Array.isArray(value) ? value.join("、") : value || "").replace(/\s+/g, " ").trim();
});
P.csv = () => {
  const cell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const rows = $$("[data-panel='tasks'] .item", P.article()).filter((row) => !row.hidden).map(P.cells);
  return "\ufeff" + [P.columns.map(([title]) => title), ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
};
P.save = (name, text, type) => {
  const link = make("a");
  link.href = URL.createObjectURL(text instanceof Blob ? text : new Blob([text], { type }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};
P.stem = () => (P.of(P.speech).name.split(/[\\/]/).pop() || "讲话").replace(/\.[A-Za-z0-9]{1,5}$/, "");
for (const button of $$("[data-do='csv']"))
  button.addEventListener("click", () => P.save(`${P.stem()}.任务.csv`, P.csv(), "text/csv;charset=utf-8"));

P.copyText = (text) => {
  const old = () => {
    const area = make("textarea", "hidden");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };
  if (navigator.clipboard && isSecureContext) navigator.clipboard.writeText(text).catch(old);
  else old();
  P.say("已复制");
};
P.copyRow = (row) => {
  const words = row.classList.contains("task") ? P.cells(row).join("\t") : ($(".go", row) || row).textContent;
  P.copyText(words);
};
