"""Diagnostics of the parser and remarks of ``check``."""

ZH = {
    "“{}” announces {} items, {} were found": "点数不符：“{}”应有 {} 项，找到 {} 项",
    "a number is missing before {}": "序号不连续：{} 之前缺号",
    "{} repeats the number before it": "序号重复：{} 与前一个相同",
    "{} is much longer than its siblings and may end earlier": "终点存疑：{} 比同级各项长得多，可能应更早结束",
    "the head was probably not read; it begins: {}": "文首可能没有读出，开头是：{}",
    "the {} is doubtful: {}": "文首存疑（{}）：{}",
    "another line of the head states another {}: {}": "文首矛盾，另一行写有不同的{}：{}",
    "a sentence names who or until when and is no row of the ledger: {}": "写明了责任或时限，但未列入任务：{}",
    "characters lost: a wrong encoding or a damaged file": "有字符无法识别，可能编码不对或文件损坏",
    "page number: {}": "页码，未计入：{}",
    "running head: {}": "页眉页脚，未计入：{}",
    "words of the web page: {}": "网页文字，未计入：{}",
    "table of contents: {}": "目录，未计入：{}",
    "above the speech, read as none of its fields: {}": "文首一行未识别：{}",
    "after the speech, read as none of its fields: {}": "文末未识别：{}",
    "set aside by the format ({}): {}": "格式标明不属正文（{}）：{}",
    "looks like the number of a list, read as text: {}": "像序号，按正文处理：{}",
    # readers
    "{} characters of the page around the text (menus, links, imprint) left out": (
        "网页正文外 {} 字（菜单、链接、版权信息）未计入"
    ),
    "hidden text is left out": "隐藏文字未计入",
    "struck-out text is left out": "划去的文字未计入",
    "a part set into the document was not read": "嵌入的文件未读入",
    "{} attachments were not read": "{} 个附件未读入",
    "read by way of LibreOffice": "经 LibreOffice 转换读入",
    # check
    "the role is in doubt: {} {}, or {} {}": "角色存疑：{} {}，或为{} {}",
    "the number “{}”: an Arabic number takes a full point, 1. (GB/T 9704)": (
        "序号“{}”：阿拉伯数字后用下圆点，如 1.（GB/T 9704）"
    ),
    "the number “{}”: no mark after the bracket, （一） (GB/T 9704)": "序号“{}”：括号后不加标点，如（一）（GB/T 9704）",
    "the number “{}”: a Chinese number takes 、, 一、 (GB/T 9704)": "序号“{}”：汉字序号后用顿号，如一、（GB/T 9704）",
    "the number “{}” ranks no lower than the one above it (GB/T 9704)": "序号“{}”的层次不低于其上级（GB/T 9704）",
    "{} names no unit, though other tasks do": "{} 没有责任单位，同一文件的其他任务有",
    "{} names no deadline, though other tasks do": "{} 没有完成时限，同一文件的其他任务有",
    "{}: the deadline “{}” ({}) lies before the speech, {}": "{} 时限“{}”（{}）早于讲话日期 {}",
    "node {}, {}: confidence {}": "节点 {}（{}）置信度 {}",
    "task {}: confidence {}": "任务 {} 置信度 {}",
}
