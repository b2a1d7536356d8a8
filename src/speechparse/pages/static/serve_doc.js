
// On the local server: what is set right goes to it at once, so that its downloads hold it.
(() => {
  const id = P.data.serve.id;
  const links = make("span", "buttons");
  for (const [label, path] of [["Excel 台账", `../ledger.xlsx?docs=${id}`], ["Word 台账", `../ledger.docx?docs=${id}`], ["JSON", `${id}/result.json`]]) {
    const link = make("a", "button", label);
    link.href = path;
    link.download = "";
    links.append(link);
  }
  const back = make("a", "button", "← 文件");
  back.href = "../";
  $(".tools").prepend(back);
  $("#served").append(links);
  let last = Promise.resolve();
  P.changed = () => {
    const file = P.toFile(placeOf(P.of(1)));
    last = last.then(() => fetch(`${id}/corrections`, { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(file) }))
      .then((answer) => { if (!answer.ok) P.say("没有存上"); }, () => P.say("程序已退出，改动没有存上"));
    P.saved = last;
  };
})();
