"""Bytes -> text: each encoding with and without a byte order mark, and every way in which a file is no text."""

from __future__ import annotations

import codecs
import random
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from speechparse import read
from speechparse.errors import ReadError
from speechparse.parser.text.traditional import SIMPLIFIED
from speechparse.parser.text.traditional import TRADITIONAL as TRADITIONAL_FORMS
from speechparse.readers.damage import places
from speechparse.readers.encoding import canonical, decode

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))

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


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
@pytest.mark.parametrize("shift", [30, 31, 32, 33])
def test_an_alien_byte_costs_its_own_character(codec: str, shift: int) -> None:
    data = PLAIN.encode(codec) * 10
    text, used = decode(data[:shift] + b"\xff" + data[shift:], "a.txt")
    assert used == codec
    assert text.endswith(PLAIN)
    assert 1 <= text.count("\ufffd") <= 4
    assert 9 <= places(text)[0][0] <= 21


def test_a_cut_character_is_lost_alone() -> None:
    assert decode("一、备足种子。".encode()[:-1], "a.txt") == ("一、备足种子\ufffd", "utf-8")
    assert decode("一、备足种子。".encode("gb18030")[:-1], "a.txt") == ("一、备足种子\ufffd", "gb18030")


def test_a_lost_byte_does_not_put_the_line_out_of_step() -> None:
    data = "一、备足种子，修好水渠。\n二、管好秸秆。\n".encode("gb18030")
    text = decode(data[:4] + data[5:], "a.txt")[0]
    assert text.startswith("一、")
    assert text.endswith("种子，修好水渠。\n二、管好秸秆。\n")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("at", [41, 42, -1])
def test_utf16_is_in_step_again_after_a_lost_byte(codec: str, at: int) -> None:
    data = (PLAIN * 3).encode(codec)
    at %= len(data)
    text, used = decode(data[:at] + data[at + 1 :], "a.txt")
    assert used == codec
    assert sum(a != b for a, b in zip(text, PLAIN * 3, strict=True)) <= 3


def test_utf16_with_one_byte_too_many() -> None:
    assert decode(PLAIN.encode("utf-16-le") + b"N", "a.txt") == (PLAIN + "\ufffd", "utf-16-le")


def test_0x80_is_the_euro_of_code_page_936() -> None:
    data = "引资€五百万。".replace("€", "@").encode("gbk").replace(b"@", b"\x80")
    for encoding in (None, "gbk", "cp936"):
        assert decode(data, "a.txt", encoding) == ("引资€五百万。", "gb18030")


def test_nul_is_a_lost_character() -> None:
    assert decode("一、备足种子。\0\n二、修好水渠。\n".encode(), "a.txt")[0] == "一、备足种子。\ufffd\n二、修好水渠。\n"


def test_damaged_big5_is_not_read_as_gb18030() -> None:
    data = bytearray((TRADITIONAL * 2).encode("big5"))
    data[40] = 0xFF
    text, used = decode(bytes(data), "a.txt")
    assert used == "cp950"
    assert text.endswith(TRADITIONAL)


def _damaged(kind: str, data: bytes, at: int, byte: int) -> bytes:
    return {"altered": data[:at] + bytes([byte]) + data[at + 1 :], "dropped": data[:at] + data[at + 1 :]}.get(
        kind, data[:-1]
    )


def test_one_damaged_byte_leaves_the_encoding_known() -> None:
    """600 texts of 200 to 400 characters: eight encodings, a byte altered, dropped or cut off."""
    rng = random.Random(20220310)
    simplified = "".join(path.read_text(encoding="utf-8-sig") for path in SAMPLES if path.name[:2] not in ("06", "07"))
    forms = str.maketrans(SIMPLIFIED, TRADITIONAL_FORMS)
    traditional = simplified.translate(forms).encode("big5", "ignore").decode("big5")
    right = 0
    for case in range(600):
        codec, names = ENCODINGS[case % len(ENCODINGS)]
        whole = traditional if codec == "big5" else simplified
        start = rng.randrange(len(whole) - 400)
        text = whole[start : start + rng.randrange(200, 400)]
        data = text.encode(codec)
        broken = _damaged(("altered", "dropped", "cut")[case % 3], data, rng.randrange(len(data)), rng.randrange(256))
        found, used = decode(broken, "a.txt")
        kept = SequenceMatcher(None, text, found, autojunk=False).ratio()
        right += used in names and kept > 0.9
    assert right >= 0.99 * 600


ENCODINGS = (
    ("utf-8", {"utf-8"}),
    ("utf-8-sig", {"utf-8-sig", "utf-8"}),
    ("gb18030", {"gb18030"}),
    ("big5", {"cp950", "big5hkscs"}),
    ("utf-16", {"utf-16", "utf-16-le"}),
    ("utf-16-le", {"utf-16-le"}),
    ("utf-16-be", {"utf-16-be"}),
)


def test_given_encoding_is_taken_at_its_word() -> None:
    broken = PLAIN.encode() * 10 + b"\xff"
    text, used = decode(broken, "a.txt", "UTF8")
    assert (text[-1], used) == ("\ufffd", "utf-8")


def test_advice_does_not_go_in_circles() -> None:
    rng = random.Random(1)
    noise = bytes(rng.randrange(0x81, 0xFF) for _ in range(400))
    with pytest.raises(ReadError, match="--encoding") as caught:
        decode(noise, "a.txt")
    named = caught.value.advice.split("--encoding ")[1].split()[0]
    assert decode(noise, "a.txt", named)[1] == named
    with pytest.raises(ReadError, match="looks like gb18030: leave --encoding out"):
        decode(PLAIN.encode("gb18030"), "a.txt", "utf-8")


def test_given_encoding_drops_the_byte_order_mark() -> None:
    assert decode(codecs.BOM_UTF8 + PLAIN.encode(), "a.txt", "utf-8")[0] == PLAIN
    assert decode(PLAIN.encode("utf-16"), "a.txt", "utf-16-le")[0] == PLAIN


def test_given_encoding_that_does_not_fit_at_all() -> None:
    with pytest.raises(ReadError, match=r"is not utf-8: .* first at byte 0"):
        decode(PLAIN.encode("gb18030"), "a.txt", "utf-8")


@pytest.mark.parametrize("label", ["gibberish", "base64", "punycode", "unicode_escape", ""])
def test_unknown_encoding_names_some(label: str) -> None:
    with pytest.raises(ReadError, match="gb18030"):
        decode(b"abc", "a.txt", label)


def test_labels_are_widened_to_their_supersets() -> None:
    assert [canonical(x) for x in ("gb2312", "GBK", "Big5", "utf8", "rot13")] == [
        *("gb18030", "gb18030", "cp950", "utf-8"),
        None,
    ]


def test_each_stretch_of_damage_is_told_in_its_own_part(tmp_path: Path) -> None:
    one = "在全县春耕会上的讲话\n县长 何立群\n（2024年3月5日）\n同志们：\n一、备足{}种子。\n二、修好水渠。\n"
    path = tmp_path / "a.txt"
    path.write_bytes((one.format("") + one.format("@@")).encode().replace(b"@@", b"\xff\xff"))
    told = [[(d.code, d.span) for d in speech.diagnostics] for speech in read(path)]
    place = path.read_bytes().decode("utf-8", "replace").index("\ufffd")
    assert [d for part in told for d in part if d[0] == "replacement-character"] == [
        ("replacement-character", (place, place + 2))
    ]
    assert ("replacement-character", (place, place + 2)) in told[-1]
