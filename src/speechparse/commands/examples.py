"""Examples of each command, as its help shows them; a test runs them. The file names stand for any."""

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "parse": (
        ("speechparse 讲话.txt", "a preview in a terminal, JSON in a pipe"),
        ("speechparse 讲话.txt 报告.docx -f jsonl -o 全部.jsonl", "several files, a line a speech"),
        ("speechparse 讲话.txt --only tasks -f yaml", "the tasks alone"),
    ),
    "batch": (
        ("speechparse batch 讲话稿 -o 讲话.sqlite", "a folder with all below it into SQLite; again: only what changed"),
        ("speechparse batch 讲话稿 -o - | jq .metadata.title", "JSON Lines into another program"),
    ),
    "merge": (("speechparse merge 讲话.jsonl", "after batch --shard 1/2 and 2/2, each with -o 讲话.jsonl"),),
    "query": (
        ("speechparse query 讲话.sqlite 粮食 安全", "both words"),
        ("speechparse query 讲话.sqlite --unit 农业农村局 --due-before 2026-12-31", "what a body has to do this year"),
        ("speechparse query 讲话.sqlite --role requirement --since 2024 -f csv", "every requirement as a table"),
        ("speechparse query 讲话.sqlite --points --role requirement", "how many requirements each speech makes"),
    ),
    "tasks": (
        ("speechparse tasks 报告.docx -o 台账.xlsx", "the ledger to send out"),
        ("speechparse tasks 报告.docx --update 台账.xlsx -o 新台账.xlsx", "carried on: what was filled in stays"),
    ),
    "text": (("speechparse text 报告.docx", "character n of the output is offset n"),),
    "view": (("speechparse view 讲话.txt -o 报告.html", "open it in a browser"),),
    "apply": (("speechparse apply 讲话.docx 讲话.corrections.json -o 讲话.json", "the corrected output"),),
    "corrections": (
        ("speechparse corrections 讲话.docx 讲话.corrections.json", "where each stands now"),
        ("speechparse corrections 讲话.docx 讲话.corrections.json --as-annotation -o 讲话.tsv", "a gold standard"),
    ),
    "serve": (("speechparse serve --open", "drop documents, look through them, fetch the ledger"),),
    "check": (
        ("speechparse check 讲话.txt --fail-on error", "remarks; exit code 1 from errors on"),
        ("speechparse check 讲话.txt --format sarif --fail-on never", "for tools that review code"),
    ),
    "diff": (("speechparse diff 讲话.txt 报告.docx", "what is new, changed, or not named again"),),
    "schema": (("speechparse schema", "the JSON Schema of one speech"),),
    "rules": (("speechparse rules --set style", "the numbering styles with an example each"),),
    "explain": (("speechparse explain 讲话.txt --stage outline", "why each node is one, and where it ends"),),
    "chunks": (("speechparse chunks 报告.docx --size 800", "pieces for a search index or a model, a line each"),),
    "mcp": (("speechparse mcp", "for a program that speaks the Model Context Protocol"),),
    "config": (("speechparse config show", "every setting and where it comes from"),),
    "completion": (("speechparse completion bash", "a script for the shell; --install puts it in place"),),
}
