// Lists become tabs only where the script runs to its end; else the whole page stays readable.
document.documentElement.className = "js";
addEventListener("error", function () { if (!window.ready) document.documentElement.className = ""; });
