
const DATA = JSON.parse($("#data").textContent);
let saying;
const say = (text) => {
  $("#said").textContent = text;
  clearTimeout(saying);
  saying = setTimeout(() => { $("#said").textContent = ""; }, 4000);
};
// What the server says; its refusals as words.
const ask = async (path, options) => {
  let answer;
  try { answer = await fetch(path, Object.assign({ cache: "no-store" }, options)); } catch (error) { throw new Error("程序已退出，请重新打开"); }
  const text = await answer.text();
  let found = {};
  try { found = JSON.parse(text); } catch (error) { found = { error: text.trim() }; }
  if (!answer.ok) throw new Error(found.error || `出错 ${answer.status}`);
  return found;
};
window.ready = true;
