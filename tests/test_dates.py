"""Every written form of a date, its precision, and what only looks like one."""

import pytest

from speechparse.parser.calendar.forms import find_dates, find_month_days, iso, number


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二二年十月十日", "2022-10-10"),
        ("二○○八年二月二十六日", "2008-02-26"),
        ("二0一一年十二月二十七", "2011-12-27"),  # the last sign left out
        ("二零一三年一月三十一日", "2013-01-31"),
        ("二000年十一月十四日", "2000-11-14"),  # full-width zeros, folded
        ("一九八八年元月廿三日", "1988-01-23"),
        ("2022年10月10日", "2022-10-10"),
        ("2013年 1月 16日", "2013-01-16"),
        ("（1997年5月27日）", "1997-05-27"),
        ("2022-10-10", "2022-10-10"),
        ("1996/4/16", "1996-04-16"),
        ("2020.6.20", "2020-06-20"),
        ("20000311", "2000-03-11"),
        ("2022年10月", "2022-10"),
        ("2022年", "2022"),
        ("2022年第三季度", "2022"),
        ("2020年12月1日至2日", "2020-12"),  # a range of days is no day
        ("1964年12月21日和22日", "1964-12"),
        ("2011年2月30日", "2011-02"),  # no such day
    ],
)
def test_written_forms_give_iso_dates_of_their_precision(text: str, date: str) -> None:
    ((start, end), found), *rest = find_dates(text, 0, len(text))
    assert found == date
    assert not rest
    assert text[start:end].strip("（）") == text[start:end]


@pytest.mark.parametrize("text", ["1999.13.45", "20201231元", "2021—2023", "第2022号", "138.5万", "10月10日"])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find_dates(text, 0, len(text)) == []


def test_search_stays_inside_the_stretch() -> None:
    text = "2001年1月1日 2002年2月2日 2003年3月3日"
    assert [date for _, date in find_dates(text, 10, 20)] == ["2002-02-02"]


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [("新华社北京7月21日电", 7, 21), ("5 月24 日，全市", 5, 24), ("十月一日", 10, 1), ("12月10日至11日", 12, None)],
)
def test_dates_without_a_year(text: str, month: int, day: int | None) -> None:
    found = find_month_days(text, 0, len(text))
    assert [(d.month, d.day) for d in found] == [(month, day)]


def test_a_full_date_is_no_date_without_year() -> None:
    assert find_month_days("2022年10月10日", 0, 11) == []


def test_parts_that_do_not_exist_are_left_out() -> None:
    assert iso(2024, 2, 29) == "2024-02-29"
    assert iso(2023, 2, 29) == "2023-02"
    assert iso(2023, 13) == "2023"
    assert iso(None) is None
    assert [number(n) for n in ("廿三", "元", "二0一一", "x", "")] == [23, 1, 2011, None, None]
