"""Help: what commands, arguments and options are for, and the words beside the examples."""

ZH = {
    # commands
    "Speech in, structure out (the default).": "解析讲话，输出结构（默认命令）。",
    "Parse a folder: in parallel, resumable, into JSON, SQLite, Parquet, Excel.": (
        "批量解析文件夹：并行、可续做，输出 JSON、SQLite、Parquet、Excel。"
    ),
    "Join the parts that batch --shard has made.": "合并 batch --shard 做出的各份。",
    "Search a SQLite file that batch has written.": "检索 batch 生成的 SQLite 文件。",
    "The task ledger (任务分解表) as a table, Excel, Word, CSV.": "任务分解表：表格、Excel、Word、CSV。",
    "The text that all offsets point into.": "原文：所有位置都按它计数。",
    "An HTML report: the text beside its structure, each item a click from its sentence.": (
        "HTML 报告：结构与原文对照，每一项点一下就到原句。"
    ),
    "Diagnostics as file:line:col: code message.": "检查并列出问题：文件:行:列: 代码 说明。",
    "What changed between two speeches.": "比较两篇讲话的变化。",
    "The JSON Schema of the output.": "输出的 JSON Schema。",
    "The rules with their examples.": "规则及示例。",
    "What each phase of the parser saw.": "解析各阶段看到了什么。",
    "The settings and where they come from.": "各项设置及其来源。",
    "Completion of commands and options in the shell.": "终端中按 Tab 补全命令和选项。",
    "Pieces of the text for search and language models, as JSON Lines.": "把原文切成小段，供检索和语言模型使用（JSON Lines）。",
    "A server for programs that speak the Model Context Protocol.": "MCP 服务，供支持模型上下文协议的程序调用。",
    # parse
    "Turn Chinese official speeches into structured data.": "把领导讲话、工作报告变成结构化数据。",
    "Prints a preview in a terminal and JSON when piped: an object for one speech, an array for several or for several files. Exit code 0: fine; 1: an input or the output failed (the others are still done); 2: usage. `speechparse --version` prints the version.": (
        "在终端显示预览，在管道中输出 JSON：一篇讲话是一个对象，多篇或多个文件是数组。退出码：0 正常；1 有输入或输出失败（其余照做）；2 用法错误。`speechparse --version` 显示版本。"
    ),
    "Output to a pipe or file is always UTF-8, unless PYTHONIOENCODING names another encoding.": (
        "输出到管道或文件总是 UTF-8，除非用 PYTHONIOENCODING 指明别的编码。"
    ),
    "Files to read; - is standard input.": "要读的文件；- 表示标准输入。",
    "File to read; - is standard input.": "要读的文件；- 表示标准输入。",
    "json jsonl yaml markdown report csv html or preview.": "json jsonl yaml markdown report csv html 或 preview。",
    "Write here; the suffix gives the format.": "写到这个文件；后缀决定格式。",
    "Keep this section only (metadata outline highlights requirements tasks claims diagnostics).": (
        "只要这一栏（metadata outline highlights requirements tasks claims diagnostics）。"
    ),
    "The files' encoding, where it is not recognised (gb18030, big5 …).": "文件的编码，无法识别时指明（gb18030、big5 等）。",
    "Name the rules that each node and role rests on.": "注明每个条目及其角色所依据的规则。",
    "Add the N weightiest words, of sections too.": "附上最重要的 N 个词，各部分也有。",
    "Read JSON Lines and CSV: a text in each record.": "读 JSON Lines 和 CSV：每条记录这一列是一篇文字。",
    "With it: the columns kept, with commas between; else all.": "同时保留的列，用逗号分开；默认全部。",
    "A table of what is known of the files: file, title, speaker, date …": "文件信息表：文件名、标题、讲话人、日期等。",
    "Read the files' names from here, one a line.": "从这里读文件名，每行一个。",
    "Add the text that all offsets point into (JSON, YAML, SQLite, Parquet).": (
        "附上原文，所有位置都按它计数（JSON、YAML、SQLite、Parquet）。"
    ),
    "JSON is an array also where one speech comes.": "JSON 总是数组，只有一篇讲话也是。",
    "Preview the whole, however long it is.": "预览全部内容，不论多长。",
    "For one file.": "每个文件的时限。",
    "Of one file.": "每个文件的大小限制。",
    "A rule file (TOML) to lay over the shipped rules.": "叠加在自带规则上的规则文件（TOML）。",
    "Speak Chinese or English, whatever the locale is.": "用中文或英文显示，不管系统语言。",
    "Say more on stderr: how each file was read, how long it took.": "在标准错误多说一些：文件怎样读的、用了多久。",
    "Say nothing on stderr but errors.": "标准错误只报错误。",
    # batch, merge
    "Parse folders of speeches: in parallel, resumable, each failure kept to its file.": (
        "批量解析文件夹：并行、可续做，一个文件失败不影响其他。"
    ),
    "Beside OUT stand OUT.manifest (what was done) and, where files failed, OUT.errors.jsonl. Exit code 0: all fine; 1: some files or the output failed (the rest is written); 2: usage; 130: interrupted, run it again to go on.": (
        "OUT 旁边有 OUT.manifest（做了什么），有文件失败时还有 OUT.errors.jsonl。退出码：0 全部正常；1 有文件或输出失败（其余已写出）；2 用法错误；130 被中断，再运行一次即接着做。"
    ),
    "A folder, *.jsonl, *.csv, *.sqlite, *.parquet, *.xlsx, or - for JSON Lines on stdout; a URL for fsspec too.": (
        "文件夹、*.jsonl、*.csv、*.sqlite、*.parquet、*.xlsx，或 - 表示把 JSON Lines 写到标准输出；也可以是 fsspec 的网址。"
    ),
    "Folders (with all below), files, ZIP archives, fsspec URLs.": "文件夹（含下级）、文件、ZIP 压缩包、fsspec 网址。",
    "Processes; all cores by default.": "进程数；默认用全部核心。",
    "Take only these, of any suffix.": "只取匹配的文件，不论后缀。",
    "Leave out files or folders.": "略过的文件或文件夹。",
    "Of the files in a folder: json yaml markdown report jsonl csv.": "文件夹中各文件的格式：json yaml markdown report jsonl csv。",
    "Keep this section only (JSON, YAML).": "只要这一栏（JSON、YAML）。",
    "Do what is new, changed or failed (the default).": "只做新的、有变动的和失败的（默认）。",
    "Do all anew.": "全部重做。",
    "Do only what failed the last time.": "只做上次失败的。",
    "For one file; 0 for no limit.": "每个文件的时限；0 为不限。",
    "For one process; its share of the machine's by default.": "每个进程的内存；默认按机器平分。",
    "Do the i-th of n parts; `merge` joins them.": "只做 n 份中的第 i 份；用 `merge` 合并。",
    "Run on this dask scheduler.": "在这个 dask 调度器上运行。",
    "No progress and no closing table.": "不显示进度和汇总表。",
    "Join the parts that `batch --shard i/n -o OUT` has made into OUT.": (
        "把 `batch --shard i/n -o OUT` 做出的各份合并成 OUT。"
    ),
    "The result is the same, byte for byte, as of one run without shards.": "结果与不分份一次做完逐字节相同。",
    "What the shards were given with -o.": "分份时 -o 给的名字。",
    "No closing table.": "不显示汇总表。",
    # query
    "Search titles, nodes and tasks; best hits first, each with its sentence, file and line.": (
        "检索标题、条目和任务；最相关的在前，附原句、文件和行号。"
    ),
    "Without a word to search for, a filter alone lists all that it fits: the tasks of a body, the speeches of a speaker, the requirements of a year. Exit code 0, also where nothing is found; 1: the file cannot be searched; 2: usage.": (
        "不给检索词时，条件本身就列出符合的全部内容：一个单位的任务、一个人的讲话、某年的要求。退出码：0 正常，没有找到也是；1 文件无法检索；2 用法错误。"
    ),
    "A file that `batch -o DB.sqlite` has written.": "`batch -o DB.sqlite` 生成的文件。",
    "All of them must occur.": "检索词，须全部出现。",
    "highlight, requirement, task or background.": "highlight（亮点）、requirement（要求）、task（任务）或 background（其他）。",
    "Speeches of this day (month, year) or later.": "这一天（月、年）及以后的讲话。",
    "Speeches of this day (month, year) or earlier.": "这一天（月、年）及以前的讲话。",
    "Speeches of this speaker.": "这位讲话人的讲话。",
    "Tasks of this body (责任单位).": "这个责任单位的任务。",
    "Tasks due on this day (month, year) or later.": "时限在这一天（月、年）及以后的任务。",
    "Tasks due on this day (month, year) or earlier.": "时限在这一天（月、年）及以前的任务。",
    "Count the highlights and requirements of each speech by year.": "按年份统计每篇讲话的亮点和要求数。",
    "Goals for this indicator by year, results left out.": "按年份列出该指标的目标，不含已完成数。",
    "So many hits at most.": "最多显示多少条。",
    "text json jsonl csv; else by output.": "text json jsonl csv；默认看输出到哪里。",
    # tasks
    "List the tasks of speeches and notices: who, until when, how much, and where it is written.": (
        "列出讲话和通知中的任务：谁来做、何时完成、做到多少、写在哪里。"
    ),
    "A table in a terminal, JSON when piped, a ledger to send out with -o 台账.xlsx. A speech without tasks gives a ledger with nothing but its header. Exit code 0: fine; 1: an input or the output failed; 2: usage.": (
        "在终端是表格，在管道中是 JSON，用 -o 台账.xlsx 得到可以发出去的台账。没有任务的讲话得到只有表头的台账。退出码：0 正常；1 有输入或输出失败；2 用法错误。"
    ),
    "The words of a ledger are Chinese, with --lang en English.": "台账的用语是中文，加 --lang en 则为英文。",
    "Write here: .xlsx .docx .csv .md .json .ics.": "写到这个文件：.xlsx .docx .csv .md .json .ics。",
    "xlsx docx csv md json ics preview; else by -o's suffix.": "xlsx docx csv md json ics preview；默认看 -o 的后缀。",
    "One row a task, a step of it, or as offices cut (default of xlsx and docx).": (
        "每行一项任务（task）、一个步骤（step），或按机关习惯（office，xlsx 和 docx 的默认）。"
    ),
    "As --rows task or step.": "同 --rows task 或 step。",
    "The columns: office, full, or a TOML file of your own.": "列的样式：office、full，或自己的 TOML 文件。",
    "Merge the cells of rows of the same section (xlsx, docx).": "同一章节各行的单元格合并（xlsx、docx）。",
    "Keep 一是 and lead-ins in the rows of the office cut.": "保留“一是”和引语。",
    "Only rows with a number, a date or somebody responsible.": "只要有数字、时限或责任人的行。",
    "List the dated or assigned sentences that are no rows.": "列出有时限或责任、但没有成行的句子。",
    "Write 需明确 where a unit or a deadline is not stated.": "没写责任单位或时限的地方填“需明确”。",
    "All speeches in one table, repeats marked.": "所有讲话合成一张表，标出重复。",
    "A table a unit: sheets of one file, or files where -o is a folder.": (
        "每个单位一张表：同一文件的多个工作表；-o 是文件夹时为多个文件。"
    ),
    "Carry a ledger on: what people filled in stays, changes are marked.": "续用旧台账：已填的内容保留，变化有标记。",
    "Suggest units from last year's ledger, marked 建议.": "按去年的台账建议责任单位，标“建议”。",
    "Also write the deadlines as a calendar.": "同时把时限写成日历文件。",
    # text, view, check, diff
    "Print the text of a file as the parser sees it: the text that all offsets of the output point into.": (
        "输出解析器看到的原文：结果中的所有位置都按它计数。"
    ),
    "Nothing is added, no line feed at the end either: character n of the output is offset n. Several files follow one another. Exit code 0: fine; 1: a file could not be read; 2: usage.": (
        "不添加任何内容，末尾也不加换行：输出的第 n 个字就是位置 n。多个文件依次相接。退出码：0 正常；1 有文件读不了；2 用法错误。"
    ),
    "Make an HTML report: the text beside its structure, each item a click from its sentence.": (
        "生成 HTML 报告：结构与原文对照，每一项点一下就到原句。"
    ),
    "One page without network or outside files, to read in any browser or to print on A4. What is doubtful is marked. Exit code 0: fine; 1: an input or the output failed; 2: usage.": (
        "单个网页，不用网络和其他文件，可用任何浏览器阅读或打印成 A4。存疑处有标记。退出码：0 正常；1 有输入或输出失败；2 用法错误。"
    ),
    "Write here, say report.html.": "写到这个文件，如 报告.html。",
    "Check the numbering, the announced counts, deadlines and responsibilities of documents.": (
        "检查文件的序号、点数、时限和责任单位。"
    ),
    "Prints `file:line:col: code message`. Exit code 0: nothing as grave as --fail-on; 1: something, or an input failed; 2: usage.": (
        "输出 `文件:行:列: 代码 说明`。退出码：0 没有达到 --fail-on 级别的问题；1 有，或有输入失败；2 用法错误。"
    ),
    "How to print.": "输出的形式。",
    "Exit with 1 from this severity on.": "有这一级别及以上的问题时退出码为 1。",
    "Remark on nodes and tasks less certain than this.": "置信度低于此值的条目和任务也列出。",
    "Show which tasks, targets and requirements are new, changed, or not named again in a later speech.": (
        "列出后一篇讲话中新增、变化或未再提及的任务、目标和要求。"
    ),
    "They are matched by section and wording; both places are told. Where a file holds several speeches its first is taken. Exit code 0: compared; 1: an input or the output failed; 2: usage.": (
        "按章节和措辞配对，注明两处位置。一个文件有多篇讲话时取第一篇。退出码：0 已比较；1 有输入或输出失败；2 用法错误。"
    ),
    "The earlier speech; - is standard input.": "前一篇讲话；- 表示标准输入。",
    "The later speech.": "后一篇讲话。",
    "Text in a terminal, else JSON.": "终端中为文本，否则为 JSON。",
    "Write here: .html (two columns), .json, .txt.": "写到这个文件：.html（两栏对照）、.json、.txt。",
    # schema, rules, explain, config, completion
    "Print the JSON Schema (2020-12) that every JSON output validates against.": "输出 JSON Schema（2020-12），所有 JSON 输出都符合它。",
    "One object is one speech. --array prints the schema of an array of speeches, --only that of such an output.": (
        "一个对象是一篇讲话。--array 输出讲话数组的 Schema，--only 输出相应栏目的 Schema。"
    ),
    "The schema of an array of speeches.": "讲话数组的 Schema。",
    "The schema of output with --only.": "用 --only 输出时的 Schema。",
    "List the rule sets, or the rows of one with their examples (tab-separated).": "列出规则集，或其中一集的各行及示例（制表符分隔）。",
    "Print this set's rows.": "输出这一集的各行。",
    "Print what one phase of the parser saw, a line each with its place in the source.": "输出解析某一阶段看到的内容，每行注明原文位置。",
    "text, head, marks, outline, lists, roles or ledger; in numbers: blocks, markers, weights.": (
        "text、head、marks、outline、lists、roles 或 ledger；只给数值：blocks、markers、weights。"
    ),
    "Show the settings and where each comes from.": "显示各项设置及其来源。",
    "Settings stand in the user's file and in the nearest speechparse.toml, here or in a folder above, which wins; options of a call win over both. Keys at the top hold for all commands, a table such as [tasks] for one.": (
        "设置写在用户文件和最近的 speechparse.toml（当前或上级文件夹）中，后者优先；命令行选项最优先。顶层的键对所有命令有效，[tasks] 之类的表只对一个命令有效。"
    ),
    "The settings, or their files.": "各项设置，或设置文件。",
    "Print what makes the shell complete commands, options and files on Tab, or install it.": (
        "输出补全脚本，让终端按 Tab 补全命令、选项和文件；也可直接安装。"
    ),
    "Without --install the script goes to stdout: `speechparse completion bash >> ~/.bashrc`.": (
        "不加 --install 时脚本写到标准输出：`speechparse completion bash >> ~/.bashrc`。"
    ),
    "bash, zsh, fish, powershell or pwsh.": "bash、zsh、fish、powershell 或 pwsh。",
    "Put it where the shell finds it.": "安装到终端能找到的地方。",
    # chunks, mcp
    "Cut documents into pieces for a search index or a language model, a JSON object a line.": (
        "把文件切成小段，供检索或语言模型使用，每行一个 JSON 对象。"
    ),
    "A piece holds its heading path, its text, the span it was taken from, and the roles that stand in it. Pieces follow the outline, none is longer than --size, and joined again they give the whole text. Exit code 0: fine; 1: an input or the output failed; 2: usage.": (
        "每段有标题路径、文字、在原文中的位置和其中的角色。切分按提纲进行，每段不超过 --size，连起来就是全文。退出码：0 正常；1 有输入或输出失败；2 用法错误。"
    ),
    "Characters of a piece at most.": "每段最多多少字。",
    "Small neighbours are joined up to so many.": "相邻的小段合并到这么多字为止。",
    "Write here; else to stdout.": "写到这个文件；默认写到标准输出。",
    "Serve parse, tasks and quote to a program that speaks the Model Context Protocol, over stdin and stdout.": (
        "经标准输入输出，为支持模型上下文协议（MCP）的程序提供 parse、tasks、quote。"
    ),
    "Needs the extra mcp: pip install 'speechparse[mcp]'. Files are read from the folders named; nothing is written.": (
        "需要扩展 mcp：pip install 'speechparse[mcp]'。只读指定文件夹中的文件，不写任何文件。"
    ),
    "Folders that may be read; the current one by default.": "允许读取的文件夹；默认为当前文件夹。",
    # examples
    "how many requirements each speech makes": "每篇讲话提了几点要求",
    "a preview in a terminal, JSON in a pipe": "终端中是预览，管道中是 JSON",
    "several files, a line a speech": "多个文件，每篇一行",
    "the tasks alone": "只要任务",
    "a folder with all below it into SQLite; again: only what changed": "整个文件夹写入 SQLite；再运行时只做有变动的",
    "JSON Lines into another program": "把 JSON Lines 交给另一个程序",
    "after batch --shard 1/2 and 2/2, each with -o 讲话.jsonl": "先做 batch --shard 1/2 和 2/2，都用 -o 讲话.jsonl",
    "both words": "两个词都出现",
    "what a body has to do this year": "一个单位今年要做什么",
    "every requirement as a table": "所有要求，成表格",
    "the ledger to send out": "可以发出去的台账",
    "carried on: what was filled in stays": "续用：已填的内容保留",
    "character n of the output is offset n": "输出的第 n 个字就是位置 n",
    "open it in a browser": "用浏览器打开",
    "remarks; exit code 1 from errors on": "列出问题；有错误时退出码为 1",
    "for tools that review code": "供代码审查工具使用",
    "what is new, changed, or not named again": "新增、变化、未再提及的内容",
    "the JSON Schema of one speech": "一篇讲话的 JSON Schema",
    "the numbering styles with an example each": "各种序号样式及示例",
    "why each node is one, and where it ends": "每个条目为何成立、到哪里为止",
    "pieces for a search index or a model, a line each": "供检索或模型使用的小段，每行一段",
    "for a program that speaks the Model Context Protocol": "供支持 MCP 的程序使用",
    "every setting and where it comes from": "每项设置及其来源",
    "a script for the shell; --install puts it in place": "终端补全脚本；加 --install 直接安装",
}
