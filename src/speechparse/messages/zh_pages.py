"""The review page, corrections and the local page: commands, options, notes, errors."""

ZH = {
    # commands
    "The output with what people set right on the review page.": "带上审阅页中人工改动的结果。",
    "Where what people set right stands now; a gold standard of it.": "人工改动现在在原文何处；也可导出为标准答案。",
    "An HTML report: the text beside its structure, each item a click from its sentence.": (
        "HTML 审阅页：原文与结构对照，逐条可查可改。"
    ),
    "Make an HTML report: the text beside its structure, each item a click from its sentence.": (
        "生成 HTML 审阅页：原文与结构并排，每一条点一下就到原句。"
    ),
    (
        "One page without network or outside files, to read, search, correct and print in any browser. What is set right"
        " on it is downloaded as NAME.corrections.json, for `speechparse apply`. Exit code 0: fine; 1: an input or the"
        " output failed; 2: usage."
    ): (
        "一个文件，不联网、无外部资源，可在任何浏览器中阅读、查找、改正和打印。改动可下载为 NAME.corrections.json，"
        "供 `speechparse apply` 使用。退出码 0：正常；1：有输入或输出失败；2：用法有误。"
    ),
    "Read a text and lay over it what people set right: the corrected output, in every format.": (
        "解析文件并带上人工改动：改正后的结果，可用各种格式。"
    ),
    (
        "A correction finds its words where they stand now, also when the text has changed a little. How many were laid"
        " over, and which of them no longer find their words, is told on stderr. Exit code 0: fine; 1: the input, the"
        " corrections or the output failed; 2: usage."
    ): (
        "原文略有变动时，改动仍能找到原来的文字。带上了几处、哪几处已找不到原文，在标准错误中说明。"
        "退出码 0：正常；1：输入、校核文件或输出失败；2：用法有误。"
    ),
    "the corrected output": "改正后的结果",
    "where each stands now": "逐条看现在在哪里",
    "a gold standard": "标准答案",
    "Tell for each correction where its words stand now, as `file:line:col: what`.": (
        "逐条说明改动现在在原文何处，格式为 `文件:行:列: 内容`。"
    ),
    (
        "With --as-annotation everything that stands after them counts as right, so that the program can be measured on"
        " texts of your own: go through the whole text first. Exit code 0: fine; 1: a correction no longer finds its"
        " words, or an input failed; 2: usage."
    ): (
        "加 --as-annotation 时，改动之后的全部结果都视为正确，可用自己的材料评测本程序：请先通篇审阅。"
        "退出码 0：正常；1：有改动已找不到原文，或输入失败；2：用法有误。"
    ),
    # options
    "Open the report in the browser.": "在浏览器中打开。",
    "Lay over what people set right (from the review page).": "带上人工改动（从审阅页下载的校核文件）。",
    "The text that was reviewed; - is standard input.": "审阅过的文件；- 为标准输入。",
    "Its NAME.corrections.json.": "它的校核文件 NAME.corrections.json。",
    "Write the corrected text as a gold standard: .tsv, or .json to score.": "导出为标准答案：.tsv，或评分用的 .json。",
    # notes
    "{} corrections laid over": "带上 {} 处改动",
    "{} of them where their words stand now": "其中 {} 处按原文现在的位置",
    "{} had nothing to take out": "{} 处无须删去",
    "{} no longer find their words: {}": "{} 处已找不到原文：{}",
    # errors
    "is no JSON ({})": "不是 JSON（{}）",
    "is no file of corrections": "不是校核文件",
    "is of version {}; this program reads {}": "版本是 {}；本程序能读 {}",
    "update speechparse": "请更新 speechparse",
    "has no list of corrections": "没有改动清单",
    "download it again from the review page (校核 → 下载校核文件)": "请从审阅页重新下载（校核 → 下载校核文件）",
    "{}: {}": "{}：{}",
    "is no object": "不是对象",
    "action is {}; it is one of {}": "action 是 {}；应为 {} 之一",
    "kind is {}; it is one of {}": "kind 是 {}；应为 {} 之一",
    "at needs offset, length and quote": "at 须有 offset、length 和 quote",
    "at has a bad length or offset": "at 的 length 或 offset 有误",
    "values and was are objects": "values 和 was 应为对象",
    "values.{} is {}": "values.{} 是 {}",
    "values.{} is no list of words": "values.{} 不是词语清单",
    "no outline and no tasks found": "未发现提纲和任务",
    # the local page
    "A page on this machine: drop documents, look, fetch the ledger.": "本机网页：拖入文件，查看改正，取走台账。",
    "Serve a page on this machine: drop documents, look through them, fetch the ledger.": (
        "在本机打开一个网页：拖入文件，查看改正，取走台账。"
    ),
    (
        "For this machine alone (127.0.0.1, with a token in the address); nothing is stored, nothing goes to the network."
        " Needs the extra web: pip install 'speechparse[web]'. Exit code 0: closed; 1: it runs already, or cannot; 2: usage."
    ): (
        "只供本机使用（127.0.0.1，网址带口令）；不留存，不联网。需要扩展 web：pip install 'speechparse[web]'。"
        "退出码 0：已关闭；1：已在运行，或无法运行；2：用法有误。"
    ),
    "drop documents, look through them, fetch the ledger": "拖入文件，查看改正，取走台账",
    "Open the page in the browser.": "在浏览器中打开。",
    "The port; a free one by default.": "端口；默认取空闲的。",
    "speechparse: the local page runs already: {}": "speechparse：本机网页已在运行：{}",
    "speechparse: open {}": "speechparse：请打开 {}",
    "speechparse: for this machine alone; nothing is stored; Ctrl-C ends it": (
        "speechparse：只供本机使用，不留存；按 Ctrl-C 结束"
    ),
    "the port is taken": "端口被占用",
    "name another one, or none": "请换一个，或不指定",
    "took longer than {} s": "超过 {} 秒",
    "split the file": "请拆分文件",
    "needs more memory than there is": "内存不够",
    "there are {} documents already": "已有 {} 份文件",
    "take some off first": "请先移去一些",
    "a mistake of speechparse: {}": "程序出错：{}",
    "please report it": "请反馈",
}
