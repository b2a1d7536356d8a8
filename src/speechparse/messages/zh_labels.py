"""Names of keys, roles and kinds, and the words of previews, reports and tables."""

from ..model import HEAD

FIELDS = {
    **{name: label for name, (label, _) in HEAD.items() if name != "date_text"},  # shown as it is read: date
    "metadata": "文首",
    "outline": "提纲",
    "highlights": "亮点",
    "requirements": "要求",
    "tasks": "任务",
    "claims": "点题核对",
    "diagnostics": "提示",
}
KINDS = {
    "speech": "讲话",
    "report": "报告",
    "plan": "方案",
    "opinions": "意见",
    "notice": "通知",
    "minutes": "纪要",
    "letter": "信函",
    "interview": "访谈",
    "news": "新闻",
}
ROLES = {"highlight": "亮点", "requirement": "要求", "task": "任务", "background": "其他"}

ZH = {
    **FIELDS,
    **KINDS,
    **ROLES,
    "date_text": HEAD["date_text"][0],
    # columns
    "no.": "序号",
    "units": "责任单位",
    "deadline": "完成时限",
    "targets": "量化目标",
    "section": "所在章节",
    # parts of cells
    "lead: {}": "牵头：{}",
    "support: {}": "配合：{}",
    "people: {}": "责任人：{}",
    "{}: announced {}, found {}, ok": "{}：应有 {}，找到 {}，相符",
    "{}: announced {}, found {}, mismatch": "{}：应有 {}，找到 {}，不符",
    # previews
    "(no title)": "（无标题）",
    "{} characters": "{} 字",
    "speech {} of {}": "第 {} 篇，共 {} 篇",
    "no outline, no tasks found": "未发现提纲和任务",
    "… {} more like this": "… 另有 {} 处",
    "… {} more": "… 另有 {} 项",
    "the whole with --full; a file with -o": "看全部用 --full；存成文件用 -o",
    "error": "错误",
    "warning": "注意",
    "info": "说明",
    # differences
    "new": "新增",
    "not named again (未再提及)": "未再提及",
    "changed": "变化",
    "({} unchanged)": "（另有 {} 项未变）",
    "nothing changed": "没有变化",
    # query
    "node": "条目",
    "nothing found": "没有找到",
    "{} rows": "共 {} 行",
    "the first {} are given; -n allows more": "只给出前 {} 行；-n 可放宽",
    "the first {} are given, -n {} gives all": "只给出前 {} 条，-n {} 给出全部",
    "{} hits": "共 {} 条",
    "{} hits, the first {} shown; more with -n": "共 {} 条，显示前 {} 条；更多用 -n",
}
