"""Names, audiences and occasions that no list holds, recognised by their frame; and prose that has the shape of one."""

import pytest

import speechparse
from test_head_fields import BODY, expect, values

MEETING = "在全州防灾工作会议上的讲话"


@pytest.mark.parametrize(
    "name", ["嘎绒顿珠", "阿不都热合曼", "次仁央宗", "沈䶮", "热依木．库尔班", "林 澄 宇", "苏和巴特尔"]
)
def test_a_name_behind_an_office(name: str) -> None:
    expect(
        f"{MEETING}\n州长　{name}\n（2025年1月9日）\n同志们：\n{BODY}",
        title=MEETING,
        subtitle=None,
        speaker=name.replace(" ", ""),
        position="州长",
    )


@pytest.mark.parametrize(
    ("title", "speaker", "position"),
    [
        ("以创新精神谱写商贸工作新篇章高远副省长在全省商贸工作会议上的讲话", "高远", "副省长"),
        ("罗照远处长的讲话", "罗照远", "处长"),
        ("林澄宇同志的总结讲话", "林澄宇", None),
        ("周景文馆长于读书节开幕典礼致辞", "周景文", "馆长"),
        ("图书馆馆长周景文的声明", "周景文", "图书馆馆长"),
    ],
)
def test_a_name_inside_the_title(title: str, speaker: str, position: str | None) -> None:
    expect(f"{title}\n（2021年3月5日）\n同志们：\n{BODY}", speaker=speaker, position=position)


@pytest.mark.parametrize("audience", ["车友们", "各位网格员", "非遗传承人们", "尊敬的评委", "业主们，乡亲们"])
def test_an_audience_of_any_name(audience: str) -> None:
    expect(f"{MEETING}\n（2022年5月4日）\n{audience}：\n{BODY}", salutation=f"{audience}：")


@pytest.mark.parametrize("line", ["我们：", "各位代表，现在我报告工作："])
def test_a_line_with_a_verb_is_no_address(line: str) -> None:
    assert values(f"{MEETING}\n（2022年5月4日）\n{line}\n{BODY}").get("salutation") in (None, "各位代表，")


@pytest.mark.parametrize("event", ["校园开放日", "读书节", "主题党日", "工地观摩会", "擂台赛", "道德讲堂"])
def test_an_event_of_any_name_in_the_title_of_a_draft(event: str) -> None:
    expect(f"{event}讲话稿\n（2022年5月4日）\n同志们：\n{BODY}", occasion=event)


@pytest.mark.parametrize("title", ["领导讲话稿", "关于读书的发言稿", "新年致辞", "个人述职报告"])
def test_a_title_that_names_no_event(title: str) -> None:
    assert "occasion" not in values(f"{title}\n（2022年5月4日）\n同志们：\n{BODY}")


@pytest.mark.parametrize("line", ["【开学典礼校长致辞】尊敬的各位老师：", "开学典礼校长致辞老师们，同学们："])
def test_a_title_that_has_run_into_the_address(line: str) -> None:
    expect(f"{line}\n{BODY}", title="开学典礼校长致辞", occasion="开学典礼")


@pytest.mark.parametrize("name", ["丹增曲扎", "亓官山", "阿不都外力", "吐尔逊江·艾力"])
def test_a_name_of_any_kind_alone_between_day_and_address(name: str) -> None:
    expect(f"{MEETING}\n（2025年1月9日）\n{name}\n同志们：\n{BODY}", speaker=name, subtitle=None)


@pytest.mark.parametrize("name", ["嘎绒顿珠", "吐尔逊江·艾力", "亓官山"])
def test_a_name_of_any_kind_behind_the_office_in_a_title(name: str) -> None:
    expect(f"州长{name}在全州工作会议上的讲话\n（2025年1月9日）\n同志们：\n{BODY}", speaker=name, position="州长")


@pytest.mark.parametrize(
    ("title", "speaker", "position"),
    [
        ("云川(行情,论坛)股份公司董事长罗照远先生路演致词", "罗照远", "云川(行情,论坛)股份公司董事长"),
        ("云川公司总裁助理刘剑先生推介致词", "刘剑", "云川公司总裁助理"),
        ("云川县县长罗照远丙戌年新春献辞", "罗照远", "云川县县长"),
        ("照远市长廉政工作会讲话", None, None),
    ],
)
def test_a_name_before_a_courtesy_or_a_year(title: str, speaker: str | None, position: str | None) -> None:
    found = values(f"{title}\n各位来宾：\n{BODY}")
    assert (found.get("speaker"), found.get("position")) == (speaker, position)


def test_a_double_surname_behind_an_office() -> None:
    lead = "以下是民政司司长林郑月娥今日（四月二日）出席读书节开幕酒会致辞全文："
    assert values(f"司长致辞全文\n{lead}\n各位嘉宾：\n{BODY}")["speaker"] == "林郑月娥"


def test_a_name_and_its_office_on_a_line() -> None:
    found = values(
        f"照远市长廉政工作会讲话\n罗照远市长\n在全市质量工作会议上的讲话\n（2031年1月12日）\n同志们：\n{BODY}"
    )
    assert (found["title"], found["speaker"]) == ("在全市质量工作会议上的讲话", "罗照远")


@pytest.mark.parametrize("line", ["云南省省长", "高新区区长", "常务副县长"])
def test_an_office_is_no_name_with_its_office(line: str) -> None:
    assert values(f"在全市质量工作会议上的讲话\n{line}\n同志们：\n{BODY}").get("speaker") is None


def test_who_is_addressed_may_have_a_verb_in_his_name() -> None:
    address = "罗主席（读书会主席罗照远）、景文（云川社社长周景文）、各位讲者、各位嘉宾："
    assert values(f"读书节讲话\n{address}\n{BODY}")["salutation"] == address


def test_letters_after_a_name_are_read_in_one_way() -> None:
    """A long run of capitals after a name could be divided into honours in very many ways."""
    found = speechparse.parse("在全县质量大会上的讲话\n王明" + "A" * 64 + "王明AA\n同志们：\n" + BODY)
    assert found.metadata.speaker is None
