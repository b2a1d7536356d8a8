"""Bytes -> text: each encoding with and without a byte order mark, and every way in which a file is no text."""

from __future__ import annotations

import codecs

import pytest

from speechparse.errors import ReadError
from speechparse.readers.encoding import canonical, decode

PLAIN = "在全镇春耕备耕现场会上的讲话\n同志们：\n今年春耕要抓好三件事。一是备足种子，二是修好渠道，三是管好农机。\n"
TRADITIONAL = "在全鎮春耕備耕現場會上的講話\n同志們：\n今年春耕要抓好三件事。一是備足種子，二是修好渠道。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PLAIN.encode(), "utf-8"),
        (codecs.BOM_UTF8 + PLAIN.encode(), "utf-8-sig"),
        (PLAIN.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"), "utf-16"),
        (PLAIN.encode("utf-16-le"), "utf-16-le"),
        (PLAIN.encode("utf-16-be"), "utf-16-be"),
        (PLAIN.encode("utf-32"), "utf-32"),
        (PLAIN.encode("gb18030"), "gb18030"),
        (PLAIN.replace("镇", "㙍𠮷").encode("gb18030"), "gb18030"),
        (b"plain ASCII\n", "utf-8"),
    ],
)
def test_recognised(data: bytes, encoding: str) -> None:
    text, used = decode(data, "a.txt")
    assert used == encoding
    assert text.startswith(("在全", "plain"))


@pytest.mark.parametrize("length", [8, 20, len(TRADITIONAL)])
def test_big5_is_not_read_as_gb18030(length: int) -> None:
    assert decode(TRADITIONAL[:length].encode("big5"), "a.txt") == (TRADITIONAL[:length], "cp950")


@pytest.mark.parametrize("length", [8, 20, len(PLAIN)])
def test_gb18030_is_not_read_as_big5_or_utf_16(length: int) -> None:
    assert decode(PLAIN[:length].encode("gb18030"), "a.txt") == (PLAIN[:length], "gb18030")


def test_traditional_text_in_gb18030() -> None:
    assert decode(TRADITIONAL.encode("gb18030"), "a.txt") == (TRADITIONAL, "gb18030")


def test_byte_order_mark_is_no_text_and_line_ends_stay() -> None:
    assert decode(b"\xef\xbb\xbf\xe4\xb8\x80\r\n\r", "a.txt")[0] == "一\r\n\r"


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert decode((PLAIN * 5 + "\0").encode(), "a.txt")[1] == "utf-8"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + bytes(range(256)) * 4, "JPEG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "PNG"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "program"),
        (bytes(range(256)) * 8, "binary"),
        (b"Rar!\x1a\x07\x01\0\xff\xfe\xfd", "RAR"),
    ],
)
def test_no_text_says_what_it_is(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError, match=problem) as caught:
        decode(data, "dir/photo.txt")
    assert str(caught.value).startswith("dir/photo.txt: ")
    assert caught.value.advice


def test_broken_utf8_names_the_first_bad_byte_and_the_option() -> None:
    data = PLAIN.encode()
    broken = data[:30] + b"\xff" + data[30:]
    with pytest.raises(ReadError, match=r"byte 30 \(0xff\).*--encoding"):
        decode(broken, "a.txt")


@pytest.mark.parametrize("shift", [30, 31, 32, 33])
@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_damaged_files_are_not_read_as_something_else(codec: str, shift: int) -> None:
    data = PLAIN.encode(codec) * 10
    with pytest.raises(ReadError, match=rf"as {codec}, the likeliest"):
        decode(data[:shift] + b"\xff" + data[shift:], "a.txt")


def test_file_cut_inside_a_utf16_character() -> None:
    with pytest.raises(ReadError, match="byte"):
        decode(PLAIN.encode("utf-16")[:-1], "a.txt")


def test_given_encoding_is_taken_at_its_word() -> None:
    broken = PLAIN.encode() * 10 + b"\xff"
    text, used = decode(broken, "a.txt", "UTF8")
    assert (text[-1], used) == ("\ufffd", "utf-8")


def test_given_encoding_drops_the_byte_order_mark() -> None:
    assert decode(codecs.BOM_UTF8 + PLAIN.encode(), "a.txt", "utf-8")[0] == PLAIN
    assert decode(PLAIN.encode("utf-16"), "a.txt", "utf-16-le")[0] == PLAIN


def test_given_encoding_that_does_not_fit_at_all() -> None:
    with pytest.raises(ReadError, match=r"is not utf-8: .* first at byte 0"):
        decode(PLAIN.encode("gb18030"), "a.txt", "utf-8")


@pytest.mark.parametrize("label", ["gibberish", "base64", ""])
def test_unknown_encoding_names_some(label: str) -> None:
    with pytest.raises(ReadError, match="gb18030"):
        decode(b"abc", "a.txt", label)


def test_labels_are_widened_to_their_supersets() -> None:
    assert [canonical(x) for x in ("gb2312", "GBK", "Big5", "utf8", "rot13")] == [
        *("gb18030", "gb18030", "cp950", "utf-8"),
        None,
    ]
