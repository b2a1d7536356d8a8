"""The grammar of moments (10月底, 第四季度, “十四五”期间, 三年内): one pattern, made from the rules' words.

Its groups are read by ``parser/calendar/times.py``. Year, month and day are those of ``parser/calendar/forms.py``.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...rules.patterns import leaping, look
from ...rules.types import Rules
from ...signs import CLAUSE_ENDS
from .forms import DAY, MONTH, YEAR

COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十百]{1,3}|[半几数])"
TO = r" ?(?:[—–~-]{1,2}|至|到) ?"
_HOUR = (
    r"(?:上午|下午|晚上|中午|早上)? ?(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})(?:[:：]\d\d|[时点](?:\d\d分|半|整)?)"
)
CLOCK = rf"(?: ?(?:{_HOUR}|[上下]午|[上下]班|晚上|早上|中午|凌晨)){{0,2}}"
WORDS = ("recurrence", "event", "vague", "week", "day", "month", "quarter", "year", "holiday")
"""The cue sets ``time.…`` that the grammar takes in."""

_EDGE = r"底(?![下子座线层气蕴色数细])|末(?![端梢尾])|初(?![步中级期始心衷次审])"
_TENTH = "[上中下]{1,2}"
_BEFORE = "(?=(?:之|以)?前(?![处端沿移进]))"
_UNIT = r"个?工作日|个?小时|分钟|天|日|周|个?星期|个季度|个月|年半?"
# What makes a year of two figures (27年5月底): a part of a year. 25年内 is a length of time.
_PART_FOLLOWS = rf"(?= ?(?:{MONTH} ?月|第?[一二三四1-4]个?季度|[上下]半年|年?[底末初]))"
_OPEN, _CLOSE = '[“"‘「『]?', '[”"’」』]?'

DAY_ONLY = re.compile(rf"(?P<dayonly>{DAY}) ?[日号]{CLOCK}")
"""The second day of a range within one month: 10月15日至 *20日*."""


@lru_cache(maxsize=16)
def grammar(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The pattern of a moment, and the quick search for where one may begin."""
    words = {name: _words(rules, f"time.{name}") for name in WORDS}
    return re.compile("|".join(_alternatives(words))), _gate(rules)


def _words(rules: Rules, name: str) -> str:
    rows = "|".join(f"(?:{cue.pattern})" for cue in rules[name].rows)
    return f"{look(rules[name].first)}(?:{rows})"


def _gate(rules: Rules) -> re.Pattern[str]:
    branches = [(cue.value, cue.pattern) for cue in rules["time.gate"].rows]
    known = _gate_pattern(branches, rules["time.gate"].first)
    for cue in (cue for name in WORDS for cue in rules[f"time.{name}"].rows):
        example = re.search(cue.pattern, cue.example)
        if example and not known.match(cue.example, example.start()):
            branches.append((cue.example[example.start()], ""))
    return known if len(branches) == len(rules["time.gate"].rows) else _gate_pattern(branches)


def _gate_pattern(branches: list[tuple[str, str]], second: str = "") -> re.Pattern[str]:
    heads = "".join(sorted({c for value, _ in branches for c in value}))
    either = "|".join(f"[{re.escape(value)}](?:{pattern})" for value, pattern in branches)
    return re.compile(leaping(heads, either, second))


def _alternatives(words: dict[str, str]) -> list[str]:
    return [
        rf"(?P<recurrence>{words['recurrence']})",
        rf"(?P<event>(?:(?:今年|明年|{YEAR} ?年) ?)?(?P<occasion>{words['event']}))",
        # 三年内, 2—3个月内, 限期10日: the unit must not belong to a date (6月10日内).
        rf"(?:(?P<limit>限(?:期|时)(?:在|为)?)|(?<![\d月]))(?P<count>{COUNT})(?:{TO}(?P<count2>{COUNT}))? ?"
        rf"(?P<unit>{_UNIT})(?(limit)(?:(?:之|以)?内)?|(?:之|以)?内(?![乱战部容需外地涵心政阁]))",
        rf"(?P<vague>{words['vague']})",
        r"(?P<now>即日|现在|今天|今日|目前|此刻)(?=起|开始|[到至][年今本明\d])",
        r"(?<![\d.])(?P<iso>(?:19|20)\d\d(?P<sep>[-/.])\d\d?(?P=sep)\d\d?)(?![\d.])",
        rf"(?<!\d)(?P<packed>20\d\d[01]\d[0-3]\d)(?:日?{_BEFORE}|日)",
        rf"(?<![\d一二])(?P<year1>{YEAR})(?: ?年)?{TO}(?P<year2>{YEAR}) ?年(?:度|(?P<year2edge>年?[底末]))?",
        rf"{_OPEN}(?:(?P<plan>(?<!二)十[一二三四五六七八九]?五|(?<!十)[一二三四五六七八九]五)"
        rf"|第(?P<nth>十?[一二三四五六七八九十])个五年(?:规划|计划)){_CLOSE} ?(?:规划)?"
        r"(?:(?P<planedge>时?期?末期?)|期间|时期|(?=内))",
        rf"(?P<week>{words['week']})(?P<weekday>[一二三四五六日天末](?!些|定))?{CLOCK}",
        rf"(?P<dayrel>{words['day']}){CLOCK}",
        rf"(?P<monthrel>{words['month']})"
        rf"(?: ?(?P<dayin>{DAY}) ?(?:[日号]{CLOCK}|{_BEFORE})|(?P<tenthin>{_TENTH})旬|月?(?P<edgein>{_EDGE}))?",
        rf"(?P<quarterrel>{words['quarter']})(?P<quarterin>{_EDGE})?",
        rf"(?P<lunar>农历(?P<moon>{MONTH}|[腊冬])月|(?P<moon2>[正腊冬])月)(?:(?P<moonday>初?{DAY})|(?P<moonedge>[底末]))",
        # 25号前. The clause looks ahead: 3日前的会议, 3日前已经… are days ago.
        rf"(?<![\d〇一二三四五六七八九十百月年第初])(?P<bareday>3[01]|[12]\d|0?[1-9]) ?[日号]{CLOCK}"
        rf"(?=(?:之|以)?前[^{CLAUSE_ENDS}的了已曾过\n]{{2,24}}(?:[{CLAUSE_ENDS}\n]|$))",
        rf"(?:(?P<year>(?<![\d一二]){YEAR}) ?年度?"
        rf"|[’']?(?P<shortyear>(?<![\d十近过用约百第])[1-4]\d) ?年{_PART_FOLLOWS}"
        rf"|(?P<yearrel>{words['year']})度?)?"
        rf"(?:(?(year) ?|(?(shortyear) ?|(?(yearrel) ?))){_part(words['holiday'])})?",
    ]


def _part(holidays: str) -> str:
    """A part of a year: a month, a quarter, an end, a holiday."""
    rest = "(?:假期|小?长假|黄金周)?"
    parts = (
        r"(?P<whole>全年)",
        rf"(?<!日|之|以)[前头](?:(?P<quarters>[一二两三1-3])个?季度|(?P<months>{COUNT})个月)",
        rf"第? ?(?P<quarter>[一二三四1-4])(?:(?:、|和|{TO})第?(?P<quarter2>[二三四2-4]))?"
        rf" ?个?季度(?P<quarteredge>{_EDGE})?",
        r"(?P<firstquarter>首)个?季度?",
        rf"(?P<half>[上下])半年(?P<halfedge>{_EDGE})?",
        rf"{_OPEN}(?P<holiday>{holidays}){_CLOSE}{rest}(?:[、和与]{_OPEN}(?P<holiday2>{holidays}){_CLOSE}{rest})?",
        rf"(?<![\d.])(?P<dotmonth>1[0-2]|0?[1-9])\.(?P<dotday>3[01]|[12]\d|0?[1-9])(?:日?{_BEFORE}|日)",
        rf"(?P<month1>{MONTH})(?:{TO}|、(?={MONTH} ?月份))(?P<month2>{MONTH}) ?月份?(?! ?\d)",
        rf"(?!正)(?P<month>{MONTH}) ?月(?![亮饼球嫂薪票]|革命|怀胎|一(?![日号]))份?"
        rf"(?: ?(?P<day>{DAY}) ?(?:[日号]{CLOCK}|{_BEFORE})|的?(?P<weekin>第 ?[一二三四五1-5] ?个?(?:周|星期))"
        rf"|(?P<tenth>{_TENTH})旬|月?(?P<edge>{_EDGE}))?",
        r"(?<=年)年(?=(?:之|以)?内)",
        rf"年?(?P<yearedge>{_EDGE}|终(?![身于结止])(?:岁末)?"
        r"|(?<![0-9〇一二三四五六七八九今明去后前来]年)(?<=年)中(?![国央共期等小学东西心间考秋]))",
    )
    return f"(?:{'|'.join(parts)})"
