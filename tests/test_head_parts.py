"""Several speeches in one file, and single speeches that must stay whole."""

from itertools import pairwise

import pytest

from speechparse.parser import heads
from speechparse.parser.head import parts
from speechparse.parser.head.lines import Lines
from speechparse.parser.text import lines
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

BODY = "\n".join(
    [
        "今天召开这次会议，主要任务是总结去年的工作，研究安排今年的任务，动员大家振奋精神、狠抓落实。",
        "刚才几位同志作了发言，讲得都很好，希望大家认真学习，结合各自的实际抓好贯彻。下面，我讲几点意见。",
        "要把思想统一到县委的部署上来，把力量凝聚到完成全年目标任务上来，一件一件抓，一项一项落实。",
        "要加强组织领导，主要负责人亲自上手，班子成员各负其责，形成一级抓一级、层层抓落实的工作局面。",
        "要严格督促检查，对进展缓慢的项目及时通报，对工作不力的单位严肃问责，确保各项任务如期完成。",
    ]
)


def titles(text: str) -> list[str]:
    rules = load_rules()
    logical = lines.segment(SourceText(text), rules)
    ranges = parts.speeches(Lines(logical, rules))
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(logical.paragraphs)
    assert all(a[1] == b[0] for a, b in pairwise(ranges))
    return [logical.text[slice(*logical.paragraphs[first][:2])] for first, last in ranges if last > first]


def test_one_speech_stays_whole() -> None:
    assert len(titles(f"在全县工作会议上的讲话\n（2021年3月1日）\n李建国\n同志们：\n{BODY}")) == 1


def test_a_circular_with_two_speeches_and_its_letter() -> None:
    text = (
        "某办通报\n〔2020〕第3期\n按：3月1日，县委召开农村工作会议。现将李建国同志和何涛同志的讲话摘要予以印发。\n"
        f"李建国同志的讲话摘要\n{BODY}\n何涛同志的讲话摘要\n{BODY}"
    )
    assert titles(text) == ["某办通报", "何涛同志的讲话摘要"]


def test_two_speakers_at_one_meeting() -> None:
    head = "在全县科技大会上的讲话\n（2016年5月30日）\n"
    text = f"{head}县委书记 李建国\n同志们：\n{BODY}\n{head}县长 何涛\n同志们：\n{BODY}"
    assert titles(text) == ["在全县科技大会上的讲话"] * 2


def test_a_news_story_and_a_speech_under_their_own_titles() -> None:
    text = (
        f"李建国在全县工作会议上强调\n振奋精神狠抓落实\n来源：江城日报\n"
        f"{BODY}\n在开班式上的讲话\n（2018年9月3日）\n何涛\n同志们：\n{BODY}"
    )
    assert titles(text) == ["李建国在全县工作会议上强调", "在开班式上的讲话"]


def test_reports_of_several_people_under_one_title_each() -> None:
    text = "\n".join(f"2022年度述职报告\n{name}\n{BODY}" for name in ("李建国", "何涛", "王月"))
    assert len(titles(text)) == 3


@pytest.mark.parametrize(
    "inside",
    [
        "一、在全县工作会议上的讲话精神\n（2021年3月1日）",
        "过去一年的工作总结\n同志们：",
        "各位代表！",
        "加强组织领导\n狠抓工作落实",
        "二〇二一年三月一日",
        "附件：在全县工作会议上的讲话",
    ],
)
def test_headings_and_addresses_inside_a_speech_do_not_split_it(inside: str) -> None:
    assert len(titles(f"在全县工作会议上的讲话\n同志们：\n{BODY}\n{inside}\n{BODY}")) == 1


def test_a_plan_below_its_notice_belongs_to_it() -> None:
    text = (
        f"县人民政府办公室关于印发工作方案的通知\n江政办发[2011]27号\n各镇人民政府：\n{BODY}\n"
        f"二0一一年十二月二日\n江城县治理工作实施方案\n{BODY}"
    )
    assert len(titles(text)) == 1


def test_a_short_second_title_is_no_speech() -> None:
    assert len(titles(f"在会上的讲话\n同志们：\n{BODY}\n在会上的讲话\n（2021年3月1日）\n同志们：\n谢谢大家！")) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "讲话", "：", "来源：\n来源：\n"])
def test_any_text_gives_ranges(text: str) -> None:
    titles(text)


def values(text: str) -> list[dict[str, str]]:
    rules = load_rules()
    found = heads(Lines(lines.segment(SourceText(text), rules), rules, text))
    return [{name: field.value for name, field in front.fields.items()} for front, _ in found]


def test_the_title_of_all_speeches_tells_each_of_its_meeting() -> None:
    first, second = values(
        f"罗照远、林澄宇同志在全省作风建设年动员会议上的讲话\n罗照远同志的讲话\n{BODY}\n林澄宇同志的总结讲话\n{BODY}"
    )
    assert (first["title"], first["speaker"]) == ("罗照远同志的讲话", "罗照远")
    assert (second["title"], second["speaker"]) == ("林澄宇同志的总结讲话", "林澄宇")
    assert first["occasion"] == second["occasion"] == "全省作风建设年动员会议"


def test_a_notice_with_an_address_above_several_reports_is_a_text_of_its_own() -> None:
    reports = "\n".join(f"2022年度述职报告\n{name}\n{BODY}" for name in ("李建国", "何涛"))
    found = values(f"班子成员述职报告展示\n全体教职工：\n{BODY[:90]}\n党政办\n1月13日\n{reports}")
    assert [one.get("speaker") for one in found] == [None, "李建国", "何涛"]
    assert found[0]["salutation"] == "全体教职工："


def test_a_title_in_one_paragraph_with_its_day_begins_a_speech() -> None:
    """在全县教育工作会议上的讲话（2031年9月10日）, run together because all the lines are short."""
    day = "（2031年9月10日）"
    first = (
        f"在全县教育工作会议上的主持词\n{day}\n县委副书记 温若愚\n同志们：\n"
        "现在开会。今天会议有三项议程：一是表彰先进，二是交流发言，三是县委书记讲话。\n首先，进行第一项。\n会议到此结束，散会。\n"
    )
    second = (
        f"在全县教育工作会议上的讲话\n{day}\n县委书记 樊志刚\n同志们：\n教育是最大的民生。我讲三点。\n"
        "一、投入要足\n二、教师要强\n三、作风要正\n教育的事，一天也耽误不得。让我们一起努力。\n"
    )
    rules = load_rules()
    source = SourceText(first + "\n" + second)
    found = [front.fields for front, _ in heads(Lines(lines.segment(source, rules), rules, source.text))]
    assert [fields["title"].value for fields in found] == ["在全县教育工作会议上的主持词", "在全县教育工作会议上的讲话"]
