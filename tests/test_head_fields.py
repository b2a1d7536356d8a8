"""Head matter: each layout with the fields it states, and what it leaves unsaid."""

import pytest

from speechparse.parser.forms import Front, LogicalText
from speechparse.parser.head import fields
from speechparse.parser.head.lines import Lines
from speechparse.parser.text import lines
from speechparse.rules.loader import load_rules
from speechparse.source import SourceText

BODY = (
    "今天召开这次会议，主要任务是总结去年的工作，研究安排今年的任务，动员大家振奋精神、狠抓落实。刚才几位同志作了发言，讲得都很好。\n"
    "下面，我讲几点意见，供大家参考，不妥之处请批评指正，希望各单位结合自己的实际，把会议精神传达好、贯彻好、落实好。"
)

ONE_LINE = BODY.replace("\n", "　　")


def read(text: str) -> tuple[LogicalText, Front]:
    rules = load_rules()
    logical = lines.segment(SourceText(text), rules)
    return logical, fields.read(Lines(logical, rules, text), 0, len(logical.paragraphs))


def values(text: str) -> dict[str, str]:
    return {name: field.value for name, field in read(text)[1].fields.items()}


def expect(text: str, **fields: str | None) -> None:
    found = values(text)
    assert {name: found.get(name) for name in fields} == fields


def test_body_begins_at_the_salutation_else_at_the_first_paragraph() -> None:
    for address in ("同志们：\n", ""):
        logical, head = read(f"在全县教育工作会议上的讲话\n（2021年3月5日）\n李建国\n{address}{BODY}")
        assert logical.text.startswith(address.strip() or "今天召开", head.body)


def test_lines_of_nothing_but_markdown_marks_part_titles() -> None:
    text = f"县农业局关于春耕的\n几点意见\n##\n献给种粮大户\n# \n和农机手\n同志们：\n{BODY}"
    logical, found = read(text)
    title, subtitle = found.fields["title"], found.fields["subtitle"]
    assert (title.value, subtitle.value) == ("县农业局关于春耕的几点意见", "献给种粮大户")
    assert [logical.raw[slice(*field.span)] for field in (title, subtitle)] == [
        "县农业局关于春耕的\n几点意见",
        "献给种粮大户",
    ]


def test_a_document_on_one_line() -> None:
    expect(
        "2003年政府工作报告\t\t——2003年3月5日在江城市第十届人民代表大会第一次会议上　　　　 "
        f"江城市市长 周文华　  各位代表:　　{ONE_LINE * 4}",
        title="2003年政府工作报告",
        speaker="周文华",
        position="江城市市长",
        date="2003-03-05",
        occasion="江城市第十届人民代表大会第一次会议",
        salutation="各位代表:",
        kind="report",
    )


def test_a_letter_is_signed_and_dated_below() -> None:
    expect(
        f"贺信值此全市代表大会开幕之际，谨表示热烈的祝贺！{ONE_LINE * 2}何明2020年8月17日（新华社江城8月17日电）",
        title="贺信",
        speaker="何明",
        date="2020-08-17",
        kind="letter",
    )


@pytest.mark.parametrize(
    ("line", "speaker", "position"),
    [
        ("县 长 夏福明", "夏福明", "县 长"),
        ("（农业部部长  刘江）", "刘江", "农业部部长"),
        ("自治区主席 艾尔肯·吐尼亚孜", "艾尔肯·吐尼亚孜", "自治区主席"),
        ("欧阳明", "欧阳明", None),
        ("江城一中党委副书记、校长 蒋 明", "蒋明", "江城一中党委副书记、校长"),
        ("王 琳 2020.6.20", "王琳", None),
        ("党政办", None, None),
    ],
)
def test_a_line_with_a_name(line: str, speaker: str | None, position: str | None) -> None:
    found = values(f"在开学典礼上的讲话\n{line}\n同学们：\n{BODY}")
    assert found.get("speaker") == speaker
    assert (found.get("position") or "").replace(" ", "") == (position or "").replace(" ", "")


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("县长余建国在县政府全体会议上的讲话", "余建国"),
        ("沈江校长在毕业典礼上的讲话", "沈江"),
        ("李建国同志的讲话摘要", "李建国"),
        ("李建国关于提倡读书的讲话", "李建国"),
        ("全县会议召开 李建国出席并讲话", "李建国"),
        ("全县会议召开 李建国何涛出席并讲话", None),
        ("金融系统在全县会议上的发言", None),
        ("关于在全县开展活动的讲话", None),
    ],
)
def test_a_name_in_the_title(title: str, speaker: str | None) -> None:
    assert values(f"{title}\n{BODY}").get("speaker") == speaker


@pytest.mark.parametrize(
    "address",
    [
        "各位代表！",
        "老师们、同学们,新学期好！",
        "各位家长，大家好！",
        "尊敬的各位来宾，女士们、先生们：",
        "主席、各位議員、各位市民：",
        "办公室各局办，各科室：",
        "全市广大医务工作者：",
    ],
)
def test_salutations_verbatim(address: str) -> None:
    expect(f"在大会上的讲话\n{address}\n{BODY}", salutation=address)


@pytest.mark.parametrize("line", ["一、主要工作：", "出席议员：", "现提出以下意见：", "要加强领导干部："])
def test_lines_with_a_colon_that_address_nobody(line: str) -> None:
    assert "salutation" not in values(f"在大会上的讲话\n（2020年1月1日）\n{line}\n{BODY}")


def test_nothing_stated_nothing_given() -> None:
    assert set(values(BODY)) == set()


def test_fields_point_at_their_words() -> None:
    text = f"在全县教育工作会议上的讲话\r\n县 长  李建国\r\n（２０２１年３月５日）\r\n同志们：\r\n{BODY}"
    logical, head = read(text)
    for name in ("title", "speaker", "position", "occasion", "salutation"):
        start, end = logical.source_span(head.fields[name].span)
        assert "".join(text[start:end].split()) == "".join(head.fields[name].value.split()), name
    start, end = logical.source_span(head.fields["date"].span)
    assert text[start:end] == "２０２１年３月５日"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "：",
        "—",
        "【",
        "【】",
        "# ",
        "（（（（",
        "讲话",
        "同志们：",
        "2022年",
        "来源：",
        "①",
        "a" * 500,
        "在" * 300,
    ],
)
def test_any_text_has_a_head(text: str) -> None:
    logical, head = read(text)
    assert 0 <= head.body <= len(logical.text)
    for field in head.fields.values():
        assert 0 <= field.span[0] <= field.span[1] <= len(logical.text)
        assert 0 < field.confidence <= 1
