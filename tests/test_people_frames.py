"""Names, audiences and occasions that no list holds, recognised by their frame; and prose that has the shape of one."""

import pytest

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
