
"use strict";
// Marks what the address names: every piece of it, and the links that lead there.
function show() {
  for (const e of document.querySelectorAll(".on")) e.classList.remove("on");
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
  for (const e of document.querySelectorAll(`[data-r="${CSS.escape(id)}"], .structure [href="#${CSS.escape(id)}"]`))
    e.classList.add("on");
  document.querySelector(".item:has(> .on)")?.scrollIntoView({ block: "nearest" });
  const tall = target.matches("article, section") || target.offsetHeight > innerHeight / 2;
  target.scrollIntoView({ block: tall ? "start" : "center" });
}
addEventListener("hashchange", show);
show();
