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


def test_a_letter_spaced_name_alone_on_its_line() -> None:
    expect(f"{MEETING}\n罗 照 远\n同志们：\n{BODY}", speaker="罗照远", subtitle=None)


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


def test_a_bracketed_line_with_day_office_name_and_meeting() -> None:
    expect(
        "2022年云川省政府工作报告\n（2022年1月18日云川省省长罗照远代表省政府向云川省九届人大六次会议作的工作报告）\n"
        f"各位代表：\n{BODY}",
        speaker="罗照远",
        position="云川省省长",
        date="2022-01-18",
        occasion="云川省九届人大六次会议",
    )


def test_a_name_glued_to_the_first_sentence() -> None:
    line = f"{MEETING}（2017年4月16日）罗照远入冬以来，我到沿江五个县走了一趟。{BODY}"
    expect(line.replace("\n", ""), title=MEETING, speaker="罗照远", date="2017-04-16")


def test_prose_behind_the_date_is_no_name() -> None:
    line = f"{MEETING}（2017年4月16日）高质量发展以来，我们走过了三年。{BODY}"
    assert "speaker" not in values(line.replace("\n", ""))


def test_who_introduces_himself() -> None:
    expect(
        f"读书角经验交流\n各位同事：\n大家好！我是馆藏部主任周景文，今天汇报做法。\n{BODY}",
        speaker="周景文",
        position="馆藏部主任",
    )
    assert "speaker" not in values(f"读书角经验交流\n各位同事：\n大家好！我是农民的儿子，今天汇报做法。\n{BODY}")


def test_two_signers_and_one() -> None:
    letter = f"青川大学2031年新年贺词\n老师们、同学们：\n{BODY}\n"
    expect(letter + "党委书记：周景文　　校长：何立言\n2031年1月1日", speaker="周景文、何立言", date="2031-01-01")
    expect(letter + "青禾书店有限公司\n总经理：周景文", speaker="周景文", position="总经理")


def test_who_compiled_a_text_is_its_author() -> None:
    expect(f"志愿队工作总结\n编写：周景文（志愿队队长）\n{BODY}", speaker="周景文", position="志愿队队长")


def test_a_sentence_with_the_shape_of_a_note_names_nobody() -> None:
    assert "speaker" not in values(f"质量座谈会上的讲话\n2016年3月2日\n{BODY}\n这是时代赋给我们这代人的考题，要答好。")


@pytest.mark.parametrize("audience", ["车友们", "各位网格员", "非遗传承人们", "尊敬的评委", "业主们，乡亲们"])
def test_an_audience_of_any_name(audience: str) -> None:
    expect(f"{MEETING}\n（2022年5月4日）\n{audience}：\n{BODY}", salutation=f"{audience}：")


def test_offices_beside_an_audience() -> None:
    address = "尊敬的文化局局长、出版学会会长、各位嘉宾："
    expect(f"致辞\n{address}\n{BODY}", salutation=address)


def test_a_greeting_without_a_stop() -> None:
    expect(f"各位书友与邻居、各位同行，大家好\n{BODY}", title=None, salutation="各位书友与邻居、各位同行，大家好")


@pytest.mark.parametrize("line", ["我们：", "各位代表，现在我报告工作："])
def test_a_line_with_a_verb_is_no_address(line: str) -> None:
    assert values(f"{MEETING}\n（2022年5月4日）\n{line}\n{BODY}").get("salutation") in (None, "各位代表，")


@pytest.mark.parametrize("event", ["校园开放日", "读书节", "主题党日", "工地观摩会", "擂台赛", "道德讲堂"])
def test_an_event_of_any_name_in_the_title_of_a_draft(event: str) -> None:
    expect(f"{event}讲话稿\n（2022年5月4日）\n同志们：\n{BODY}", occasion=event)


@pytest.mark.parametrize("title", ["领导讲话稿", "关于读书的发言稿", "新年致辞", "个人述职报告"])
def test_a_title_that_names_no_event(title: str) -> None:
    assert "occasion" not in values(f"{title}\n（2022年5月4日）\n同志们：\n{BODY}")


def test_a_session_in_the_subtitle_of_a_report() -> None:
    expect(f"凝心聚力 再创佳绩\n——六届三次职代会行政工作报告\n林澄宇\n各位代表：\n{BODY}", occasion="六届三次职代会")


def test_a_title_whose_second_line_stands_above_the_first_heading() -> None:
    expect(
        f"清河区教育党工委2023年\n清风校园创建工作思路\n一、总的要求\n{BODY}",
        title="清河区教育党工委2023年清风校园创建工作思路",
        kind="plan",
    )


def test_a_number_in_brackets() -> None:
    expect(
        f"关于开展清漂的通知\n（青政办秘〔2031〕15号）\n各区人民政府：\n{BODY}",
        number="青政办秘〔2031〕15号",
        subtitle=None,
    )


def test_the_day_of_the_signature_takes_its_year_from_the_issue() -> None:
    expect(f"【原刊期号】19980312\n【标  题】认清形势\n【正  文】\n{BODY}\n（三月五日）＊", date="1998-03-05")


def test_a_stamp_to_the_minute_is_no_day_of_the_speech() -> None:
    expect(f"标题：{MEETING}\ndate: 2031-03-05 06:15:39\n同志们：\n{BODY}", date=None)
    expect(f"标题：{MEETING}\ndate: 2031-03-05\n同志们：\n{BODY}", date="2031-03-05")


def test_a_year_in_the_title_is_kept_where_no_day_is_stated() -> None:
    expect(f"2021年石桥县政府工作报告\n各位代表：\n{BODY}", date=None, date_text="2021年")


def test_the_day_in_a_note_takes_the_year_of_its_meeting() -> None:
    expect(
        "周景文馆长于读书节开幕典礼致辞\n以下是馆长周景文今日（4月23日）在2031年读书节开幕典礼上的致辞全文：\n"
        f"各位嘉宾：\n{BODY}",
        date="2031-04-23",
        occasion="2031年读书节开幕典礼",
    )


def test_people_named_with_their_offices_beside_an_audience() -> None:
    address = "周景文主席（乡议局主席）、林澄宇议员（行政会议成员、立法会议员）、各位嘉宾、各位乡亲："
    expect(f"致辞\n{address}\n{BODY}", salutation=address)


def test_a_name_before_the_address_is_no_part_of_it() -> None:
    line = f"1999年政府工作报告——1999年3月5日在全国人大二次会议上　　　　国务院总理罗照远　　各位代表：　　{BODY}"
    assert values(line.replace("\n", "　　"))["salutation"] == "各位代表："


@pytest.mark.parametrize("line", ["【开学典礼校长致辞】尊敬的各位老师：", "开学典礼校长致辞老师们，同学们："])
def test_a_title_that_has_run_into_the_address(line: str) -> None:
    expect(f"{line}\n{BODY}", title="开学典礼校长致辞", occasion="开学典礼")


def test_a_title_that_has_run_into_the_first_sentence() -> None:
    line = f"在市政府一届五次全体（扩大）会议上的讲话春节刚过，市政府就召开会议。{BODY}"
    expect(line.replace("\n", ""), title="在市政府一届五次全体（扩大）会议上的讲话")


def test_a_press_release_names_the_speaker_in_its_lead() -> None:
    expect(
        "文化局局长出席许愿节开幕典礼致辞全文（只有中文）（附图）\n"
        "以下是文化局局长周景文今日（二月十七日）出席许愿节开幕典礼的致辞全文：\n"
        f"各位嘉宾：\n{BODY}\n完\n2026年2月17日（星期二）",
        speaker="周景文",
        position="文化局局长",
        date="2026-02-17",
    )


def test_a_title_that_a_path_of_the_page_says_before() -> None:
    title = "在全区领导干部大会上的讲话"
    path = f"云川范文网提供各类素材！\n当前位置：云川范文网 > 讲话发言 > {title}"
    expect(f"{path}\n{title}\n10-28 | 移动端：{title}\n同志们：\n{BODY}", title=title, subtitle=None)


def test_the_day_of_a_signature_above_the_annex_is_not_the_day_of_print() -> None:
    pages = "\n".join(f"第{n}项工作由各校负责落实，按月报送进度，年底统一检查验收。" for n in range(20))
    text = (
        f"关于招生办法的通知\n各区教育局：\n{pages}\n附件：1.招生计划\n2.招生学校\n青川市教育局\n2018年5月10日\n附件1\n招生计划\n{pages}\n"
        "抄送：市委办。\n青川市教育局办公室\n2018年5月11日印发"
    )
    expect(text, date="2018-05-10")


def test_years_of_the_republic() -> None:
    expect(f"中华民国总统春节谈话\n中华民国108年（2019年）2月3日于台北市\n各位朋友：\n{BODY}", date="2019-02-03")
    expect(f"副总统出席捏陶活动致词\n114年01月21日\n各位朋友：\n{BODY}", date="2025-01-21")


def test_a_day_of_printing_above_the_address_is_none_of_the_speech() -> None:
    expect(f"{MEETING}\n县委办公室秘书科印 2015年5月22日\n（2015年5月20日）\n同志们：\n{BODY}", date="2015-05-20")


@pytest.mark.parametrize("name", ["丹增曲扎", "亓官山", "阿不都外力", "吐尔逊江·艾力"])
def test_a_name_of_any_kind_alone_between_day_and_address(name: str) -> None:
    expect(f"{MEETING}\n（2025年1月9日）\n{name}\n同志们：\n{BODY}", speaker=name, subtitle=None)


def test_a_body_between_day_and_address_is_no_name() -> None:
    assert "speaker" not in values(f"{MEETING}\n（2025年1月9日）\n青川大学\n同志们：\n{BODY}")


@pytest.mark.parametrize("name", ["嘎绒顿珠", "吐尔逊江·艾力", "亓官山"])
def test_a_name_of_any_kind_behind_the_office_in_a_title(name: str) -> None:
    expect(f"州长{name}在全州工作会议上的讲话\n（2025年1月9日）\n同志们：\n{BODY}", speaker=name, position="州长")


def test_lines_of_one_length_above_the_address_are_lines_of_a_head() -> None:
    expect(
        f"文章编号：0012-334\n树立大局意识  扛起质量责任\n——在全县质量工作会议上的讲话\n罗照远\n同志们：\n{BODY}",
        title="树立大局意识  扛起质量责任",
        speaker="罗照远",
        occasion="全县质量工作会议",
    )
