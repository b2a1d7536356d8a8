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


def test_title_speaker_date_and_salutation_on_lines_of_their_own() -> None:
    expect(
        f"在全县教育工作会议上的讲话\n李建国\n（2021年3月5日）\n同志们：\n{BODY}",
        title="在全县教育工作会议上的讲话",
        subtitle=None,
        speaker="李建国",
        position=None,
        date="2021-03-05",
        occasion="全县教育工作会议",
        salutation="同志们：",
        kind="speech",
    )


def test_body_begins_at_the_salutation_else_at_the_first_paragraph() -> None:
    for address in ("同志们：\n", ""):
        logical, head = read(f"在全县教育工作会议上的讲话\n（2021年3月5日）\n李建国\n{address}{BODY}")
        assert logical.text.startswith(address.strip() or "今天召开", head.body)


def test_a_motto_broken_over_lines_with_the_speech_as_subtitle() -> None:
    expect(
        f"抓住机遇加快发展\n努力开创水利工作新局面\n"
        f"——在全市水利工作会议上的讲话（2019年2月1日，江城）\n市水利局局长  周 明\n同志们：\n{BODY}",
        title="抓住机遇加快发展努力开创水利工作新局面",
        subtitle="在全市水利工作会议上的讲话",
        speaker="周明",
        position="市水利局局长",
        date="2019-02-01",
        occasion="全市水利工作会议",
    )


def test_a_subtitle_without_a_dash() -> None:
    expect(
        f"肩负起新时代的光荣使命\n农业局副局长万建国在全市农业工作会议上的讲话\n（一九九六年二月一日）\n{BODY}",
        title="肩负起新时代的光荣使命",
        subtitle="农业局副局长万建国在全市农业工作会议上的讲话",
        speaker="万建国",
        position="农业局副局长",
        date="1996-02-01",
    )


def test_lines_of_nothing_but_markdown_marks_part_titles() -> None:
    text = f"县农业局关于春耕的\n几点意见\n##\n献给种粮大户\n# \n和农机手\n同志们：\n{BODY}"
    logical, found = read(text)
    title, subtitle = found.fields["title"], found.fields["subtitle"]
    assert (title.value, subtitle.value) == ("县农业局关于春耕的几点意见", "献给种粮大户")
    assert [logical.raw[slice(*field.span)] for field in (title, subtitle)] == [
        "县农业局关于春耕的\n几点意见",
        "献给种粮大户",
    ]


def test_a_title_broken_in_the_middle() -> None:
    expect(
        f"县人民政府关于促进工业园区\n高质量发展的若干意见\n江政发〔2019〕3号\n"
        f"各镇人民政府，县政府各部门：\n{BODY}\n江城县人民政府\n2019年1月12日",
        title="县人民政府关于促进工业园区高质量发展的若干意见",
        number="江政发〔2019〕3号",
        salutation="各镇人民政府，县政府各部门：",
        date="2019-01-12",
        speaker=None,
        occasion=None,
    )


def test_a_field_table() -> None:
    expect(
        "【 文献号 】1-2489\n【原文出处】江城日报\n【原刊期号】19960206\n【 作  者 】刘忠明\n"
        f"【 标  题 】在１９９６年全市文化工作会议上的讲话\n【 正  文 】\n"
        f"    （1996年2月1日于江城）\n    同志们：\n    {BODY}",
        title="在１９９６年全市文化工作会议上的讲话",
        speaker="刘忠明",
        date="1996-02-01",
        occasion="１９９６年全市文化工作会议",
        source="江城日报",
        number=None,
    )


def test_two_authors_are_reporters() -> None:
    expect(f"【 标  题 】全市工业会议召开\n【 作  者 】陈明/郑红\n【 正  文 】{BODY}", speaker=None)


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


def test_a_line_with_everything_run_together() -> None:
    expect(
        f"在江城论坛开幕式上的主旨演讲（2020年11月4日，江城）江城市市长　何明主席先生，各位同事：{ONE_LINE * 4}",
        title="在江城论坛开幕式上的主旨演讲",
        speaker="何明",
        position="江城市市长",
        date="2020-11-04",
        occasion="江城论坛开幕式",
        salutation="主席先生，各位同事：",
    )


def test_a_letter_is_signed_and_dated_below() -> None:
    expect(
        f"贺信值此全市代表大会开幕之际，谨表示热烈的祝贺！{ONE_LINE * 2}何明2020年8月17日（新华社江城8月17日电）",
        title="贺信",
        speaker="何明",
        date="2020-08-17",
        kind="letter",
    )


def test_a_headless_line_takes_its_date_from_the_dateline_and_the_imprint() -> None:
    expect(
        f"同志们：今天，我们召开全市防汛工作部署会议，主要是分析形势。{BODY}"
        "（新华社江城12月31日电）《 江城日报 》（ 2021年01月01日 02 版）",
        title=None,
        date="2020-12-31",
        occasion="全市防汛工作部署会议",
        salutation="同志们：",
        source="江城日报",
    )


def test_the_day_of_print_is_not_the_day_of_the_speech() -> None:
    expect(f"振兴乡村教育\n2019-10-18\n尊敬的各位领导、同志们：\n{BODY}", date=None)
    expect(
        f"在会上的讲话\n2019-10-18 来源：江城网 责任编辑：县府办\n（2019年10月12日）\n同志们：\n{BODY}",
        date="2019-10-12",
    )


def test_page_furniture_breadcrumbs_and_stamps() -> None:
    expect(
        f"分享:\n江城省2026年政府工作报告\n首页\n>\n政务公开\n>\n"
        f"2026年1月27日在江城省第十四届人民代表大会第四次会议上 江城省省长 赵文\n"
        f"时间：\n2026-02-02 09:20\n来源：\n江城省人民政府\n各位代表：\n{BODY}",
        title="江城省2026年政府工作报告",
        speaker="赵文",
        date="2026-01-27",
        occasion="江城省第十四届人民代表大会第四次会议",
        source="江城省人民政府",
    )


def test_an_occasion_broken_over_lines() -> None:
    expect(
        f"政府工作报告\n——2026年1月26日在江城省第十四届\n人民代表大会第五次会议上\n江城省省长 孟凡\n各位代表：\n{BODY}",
        title="政府工作报告",
        occasion="江城省第十四届人民代表大会第五次会议",
        speaker="孟凡",
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


def test_the_name_before_a_colon_is_no_part_of_the_title() -> None:
    expect(f"李建国：在动员大会上的讲话\n（2021年2月20日）\n{BODY}", title="在动员大会上的讲话", speaker="李建国")


def test_an_interview_speaks_through_the_interviewed() -> None:
    expect(
        f"为企业营造良好环境（权威访谈）\n——访市发展改革委党组书记、主任郑洁\n{BODY}",
        title="为企业营造良好环境（权威访谈）",
        speaker="郑洁",
        position="市发展改革委党组书记、主任",
        series="权威访谈",
        kind="interview",
    )


def test_a_forwarders_note_above_the_speech() -> None:
    expect(
        f"现摘录陈国明局长《在全市教育工作会议上的讲话》，希全体教工认真学习！\n"
        f"在全市教育工作会议上的讲话\n（2010年2月22日）\n同志们：\n{BODY}",
        title="在全市教育工作会议上的讲话",
        speaker="陈国明",
        position="局长",
    )


def test_a_series_with_its_number_and_day_of_issue() -> None:
    expect(
        f"“日新月异”系列№4906\n2022年10月\n在全厅工作点评会上的讲话\n陈昌明\n（2022年10月10日）\n{BODY}",
        title="在全厅工作点评会上的讲话",
        series="日新月异",
        number="4906",
        issued="2022-10",
        date="2022-10-10",
    )
    expect(f"某中学党委学习材料 第二专题\n在动员大会上的讲话\n{BODY}", series="某中学党委学习材料", number="第二专题")


def test_a_letterhead_stands_above_the_number_and_the_title_below() -> None:
    expect(
        f"江城市\n教育局文件\n江教基〔2018〕38号\n江城市教育局关于公布2018年\n"
        f"招生办法的通知\n各区教育局，市直高中学校：\n{BODY}",
        title="江城市教育局关于公布2018年招生办法的通知",
        number="江教基〔2018〕38号",
        kind="notice",
    )


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


def test_a_salutation_over_several_lines_is_one() -> None:
    expect(
        f"在招待会上的讲话\n女士们，先生们，\n同志们，朋友们：\n{BODY}", salutation="女士们，先生们，同志们，朋友们："
    )


@pytest.mark.parametrize("line", ["一、主要工作：", "出席议员：", "现提出以下意见：", "要加强领导干部："])
def test_lines_with_a_colon_that_address_nobody(line: str) -> None:
    assert "salutation" not in values(f"在大会上的讲话\n（2020年1月1日）\n{line}\n{BODY}")


def test_markdown_head_with_a_note_on_the_speech() -> None:
    expect(
        f"# 工作方法\n（一九四九年三月十三日）\n\n"
        f"> 这是李建国在江城县第七届委员会第二次全体会议上所作的结论的一部分。\n\n{BODY}",
        title="工作方法",
        speaker="李建国",
        date="1949-03-13",
        occasion="江城县第七届委员会第二次全体会议",
    )


def test_a_footnote_on_the_speech() -> None:
    expect(
        f"不断开拓新境界\n{BODY}\n※这是李建国同志2015年11月23日在全市第二次集体学习时的讲话。",
        speaker="李建国",
        date="2015-11-23",
        occasion="全市第二次集体学习",
    )


def test_a_transcript_speaks_through_whoever_says_most() -> None:
    host = "### 主持人：\n各位媒體大家好，我們開始。\n\n"
    turns = f"{host}### 唐明：\n{BODY}\n\n### 主持人：\n謝謝。\n\n### 唐明：\n{BODY}\n"
    expect(
        f"# 2019-12-11 「數位建設」記者會\n\n{turns}",
        title="2019-12-11 「數位建設」記者會",
        speaker="唐明",
        date="2019-12-11",
        occasion="「數位建設」記者會",
        salutation="各位媒體大家好，",
        kind="interview",
    )


def test_a_news_story_takes_month_and_day_from_its_lead_and_the_year_from_the_page() -> None:
    expect(
        "全县纪检工作会召开\n2012-02-25 来源：江城网 责任编辑：熊山\n会议现场\n"
        f"2月23日，县委召开全县纪检工作会议。县委书记李建国作重要讲话。{BODY}",
        title="全县纪检工作会召开",
        date="2012-02-23",
        occasion="全县纪检工作会",
        source="江城网",
        speaker=None,
        kind="news",
    )


def test_a_signature_dates_a_plan() -> None:
    expect(f"某中学2010年工作思路\n一、指导思想\n{BODY}\n二、主要措施\n{BODY}\n    2010年2月", date="2010-02")


def test_meeting_time_beside_a_place_is_the_date() -> None:
    expect(f"局务会上的讲话\n时间：2022年3月5日上午\n地点：局三楼会议室\n{BODY}", date="2022-03-05")


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
