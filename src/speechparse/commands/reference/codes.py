"""The diagnostics: what each is about, an example, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Code(NamedTuple):
    """A diagnostic. ``example`` is a line that brings it about."""

    severity: str
    about: str
    example: str
    cure: str


CODES = {
    "count-mismatch": Code(
        "warning", "A number of items is announced and another number was found.",
        "讲五点意见 above 一、二、三、四、", "Count again; a missing item or a wrong number stands in the text.",
    ),
    "ordinal-gap": Code("warning", "A number is missing in a list.", "一、 二、 四、", "Correct the number, or look for the lost item."),
    "ordinal-repeat": Code("warning", "A number stands twice in a list.", "三、 三、", "Correct the number."),
    "replacement-character": Code(
        "warning", "Characters were lost before or while the file was read.", "\ufffd",
        "Name the encoding with --encoding, or fetch the file again.",
    ),
    "head-doubt": Code(
        "warning", "A field of the head may be wrong.", "a title that no line of the text takes up",
        "Look at the first lines; set it right in the report of `speechparse view`.",
    ),
    "head-unread": Code(
        "warning", "Lines stand above the speech, and neither a speaker nor an address nor a sure title was found in them.",
        "a page's lines above a text that opens without an address",
        "Look at the first lines; set the fields right in the report of `speechparse view`.",
    ),
    "head-contradiction": Code(
        "warning", "Two lines of the head state different things.", "（2024年3月5日） beside 2025年3月6日", "Decide which is right.",
    ),
    "set-aside": Code(
        "info", "A line belongs to the page, or no field could be read from it.", "— 3 —",
        "Nothing, if it is page matter; else move it into the text.",
    ),
    "mark-not-used": Code("info", "A number looks like the mark of a list and was read as text.", "3．2公里", "Nothing, if it is text."),
    "end-in-doubt": Code("info", "An item is much longer than its siblings.", "三、 with ten paragraphs beside 一、二、 with one", "Look where it should end."),
    "unlisted-task": Code(
        "info", "A sentence names who or until when and is no row of the ledger.", "请各单位于3月底前报送。",
        "`speechparse tasks --missed` lists them; add the row by hand if it is one.",
    ),
    "numbering-style": Code("info", "A mark is not as GB/T 9704 has it.", "1、", "Write 1. or （一）."),
    "task-no-unit": Code("warning", "A task names no body, though others do.", "（三）抓好春耕。", "Ask who is responsible."),
    "task-no-deadline": Code("warning", "A task names no deadline, though others do.", "（三）抓好春耕。", "Ask until when."),
    "deadline-past": Code("warning", "A deadline lies before the speech.", "2023年底前 in a speech of 2024", "Correct the year."),
    "low-confidence": Code("info", "A node or task is less sure than --threshold.", "", "Look at it first."),
    "doubtful-role": Code("info", "What an outermost part is, is less than 0.7 sure.", "", "Look whether it praises, demands or arranges."),
    "numbers-lost": Code(
        "info",
        "Automatic numbers (一、1.) of a Word file are not in the text: no list is defined, or it was converted.",
        "",
        "Open it in Word or WPS, save it as .docx and compare.",
    ),
    "hidden-text": Code("info", "A Word file holds hidden text, which is left out.", "", "Show it in Word if it belongs to the text."),
    "struck-text": Code("info", "A Word file holds struck-out text, which is left out.", "", "Accept or reject the changes in Word."),
    "part-left-out": Code("info", "A part set into a Word file was not read.", "", "Copy its text into the document."),
    "page-matter": Code("info", "Menus and links around a web page's text were left out.", "", "Nothing; save the page as text if words are missing."),
    "attachments-left-out": Code("info", "The attachments of a mail were not read.", "", "Save them and give them as files."),
    "converted": Code("info", "The file was read by way of LibreOffice.", "", "Nothing."),
}  # fmt: skip


def page() -> str:
    """The page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Diagnostics"
    yield ""
    yield "They stand in `diagnostics` and in the lines of `speechparse check`. Made by"
    yield "`python -m speechparse.commands.reference`."
    yield from ("", "| code | severity | about | example | what to do |", "| --- | --- | --- | --- | --- |")
    for name, code in sorted(CODES.items()):
        yield f"| `{name}` | {code.severity} | {code.about} | {code.example} | {code.cure.replace('|', chr(92) + '|')} |"
