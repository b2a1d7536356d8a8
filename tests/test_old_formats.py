"""OpenDocument, Word XML, web archives, mails, old Office files: told by content, read or named with what to do."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from docx_files import W, docx, p
from speechparse.errors import ReadError
from speechparse.readers import legacy, office
from speechparse.readers.registry import source_from_bytes

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{n}="{OFFICE}{n}:1.0"' for n in ("office", "text", "style", "table"))


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def odt(body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(mimetype="application/vnd.oasis.opendocument.text", content_xml=content)


# OpenDocument

LISTS = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
    'style:num-suffix="、"/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."/>'
    "</text:list-style>"
)


def test_odt_list_numbers_are_written_out_and_headings_are_hints() -> None:
    inner = "<text:list><text:list-item><text:p>清点</text:p></text:list-item></text:list>"
    body = '<text:h text:outline-level="2">在春耕会上的讲话</text:h><text:list text:style-name="L1">'
    body += f"<text:list-item><text:p>备足种子</text:p>{inner}</text:list-item>"
    body += f"<text:list-item><text:p>修好水渠</text:p>{inner}</text:list-item></text:list>"
    found = source_from_bytes(odt(body, LISTS), "a.odt")
    assert found.text == "在春耕会上的讲话\n一、备足种子\n1. 清点\n二、修好水渠\n1. 清点"
    assert [(h.kind, h.level) for h in found.hints] == [
        ("heading", 2), ("item", 1), ("item", 2), ("item", 1), ("item", 2),
    ]  # fmt: skip
    assert (found.format, found.hard_breaks) == ("odt", True)


def test_odt_a_list_that_is_continued_goes_on() -> None:
    item = "<text:list-item><text:p>{}</text:p></text:list-item></text:list>"
    body = f'<text:list text:style-name="L1">{item.format("种子")}<text:p>说明</text:p>'
    body += f'<text:list text:style-name="L1" text:continue-numbering="true">{item.format("水渠")}'
    assert source_from_bytes(odt(body, LISTS), "a.odt").text == "一、种子\n说明\n二、水渠"


def test_odt_words_blanks_and_what_is_left_out() -> None:
    body = (
        "<text:tracked-changes><text:p>删去的话</text:p></text:tracked-changes>"
        '<text:p>县长<text:s text:c="2"/>何<text:span>立群</text:span><text:note><text:p>注</text:p></text:note>讲'
        "<text:tab/>话</text:p>"
    )
    assert source_from_bytes(odt(body), "a.odt").text == "县长  何立群讲\t话"


def test_odt_table_with_a_merged_cell() -> None:
    def row(*cells: str) -> str:
        tags = (c if c.startswith("<") else f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in cells)
        return f"<table:table-row>{''.join(tags)}</table:table-row>"

    covered = "<table:covered-table-cell/>"
    table = f"<table:table>{row('任务', '单位')}{row('修渠', '水利局')}{row('清淤', covered)}</table:table>"
    found = source_from_bytes(odt(table), "a.odt")
    assert found.text.split("\n")[:2] == ["任务\t单位", "修渠\t水利局"]
    assert len(found.tables[0].rows) == 3


def test_other_opendocuments_are_named() -> None:
    sheet = packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<x/>")
    with pytest.raises(ReadError, match="OpenDocument file that is no text"):
        source_from_bytes(sheet, "a.ods")


def test_ofd_is_named_with_what_to_do() -> None:
    with pytest.raises(ReadError, match=r"OFD.*save it as \.docx or PDF"):
        source_from_bytes(packed(OFD_xml="<x/>"), "a.ofd")


# Word as XML

WORD_2003 = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="wx"'


def test_word_2003_xml_with_the_numbers_that_it_shows() -> None:
    numbered = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr>'
    body = f"{p('在春耕会上的讲话')}<wx:sect><w:p>{numbered}<w:r><w:t>备足种子</w:t></w:r></w:p></wx:sect>"
    data = (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        f"<w:wordDocument {WORD_2003}><w:body>{body}</w:body></w:wordDocument>"
    )
    found = source_from_bytes(data.encode(), "a.doc")
    assert (found.text, found.format) == ("在春耕会上的讲话\n一、备足种子", "wordxml")


def test_a_word_document_in_one_xml_file() -> None:
    part = '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    document = f"<w:document {W}><w:body>{p('一、备足种子')}</w:body></w:document>"
    data = f'<?xml version="1.0"?><pkg:package xmlns:pkg="pkg">{part.format(document)}</pkg:package>'
    assert source_from_bytes(data.encode(), "a.xml").text == "一、备足种子"


# Mails and web archives

PAGE = "<html><body><h1>在春耕会上的讲话</h1><p>一、备足种子。各村要清点库存。</p><p>二、修好水渠。</p></body></html>"


def test_web_archive_named_doc_reads_its_page() -> None:
    import quopri

    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="X"\n\n--X\nContent-Type: text/html; '
    head += 'charset="gb2312"\nContent-Transfer-Encoding: quoted-printable\n\n'
    data = head.encode() + quopri.encodestring(PAGE.encode("gb18030")) + b"\n--X--\n"
    found = source_from_bytes(data, "a.doc")
    assert "一、备足种子。各村要清点库存。" in found.text
    assert found.format == "mail"


def test_mail_with_subject_and_attachment() -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "何立群 <a@example.cn>", "春耕会讲话", "<1@example.cn>"
    mail.set_content("一、备足种子。\n二、修好水渠。\n")
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    found = source_from_bytes(mail.as_bytes(), "a.eml")
    assert found.text.startswith("一、备足种子。\n二、修好水渠。")
    assert dict(found.properties)["title"] == "春耕会讲话"
    assert [code for code, _ in found.notes] == ["attachments-left-out"]


def test_a_text_with_one_line_like_a_header_is_no_mail() -> None:
    assert source_from_bytes("Date: 2024\n一、备足种子。\n".encode(), "a.txt").format == "text"


# Old Office files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("stream", "problem"),
    [
        ("EncryptedPackage", "password"),
        ("Workbook", "Excel"),
        ("PowerPoint Document", "PowerPoint"),
        ("WordDocument", "no LibreOffice is installed; save it as .docx in Word or WPS, or install LibreOffice"),
    ],
)
def test_old_office_files_are_named_by_what_they_hold(
    stream: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(ReadError, match=problem):
        source_from_bytes(OLE + bytes(500) + stream.encode("utf-16-le") + bytes(100), "a.doc")


def test_an_empty_file_is_empty_whatever_its_name() -> None:
    for name in ("a.docx", "a.pdf", "a.html", "a.doc"):
        with pytest.raises(ReadError, match="the file is empty"):
            source_from_bytes(b"", name)


NUMBERED = docx(
    p("在春耕会上的讲话") + p("备足种子", num="1") + p("修好水渠", num="1"),
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
PLAIN = docx(p("在春耕会上的讲话") + p("备足种子") + p("修好水渠"))
RTF = rb"{\rtf1 {\listtext 1.\tab}a\par{\listtext 2.\tab}b}"
DOC = OLE + bytes(500) + "WordDocument".encode("utf-16-le") + b"\x0a\x26\x00\x0b\x46\x01\x00"


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [(RTF, NUMBERED, 0), (RTF, PLAIN, 2), (DOC, NUMBERED, 0), (DOC, PLAIN, 1), (DOC[:-2] + bytes(2), PLAIN, 0)],
)
def test_numbers_lost_on_the_way_by_libreoffice_are_named(
    old: bytes, new: bytes, lost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "to_docx", lambda files, seconds=0.0: [new for _ in files])
    notes = dict(source_from_bytes(old, "a.doc").notes)
    assert notes.get("numbers-lost", "0").split()[0] == str(lost)


def test_numbers_of_a_list_that_word_does_not_define_are_named() -> None:
    notes = dict(source_from_bytes(docx(p("会议要求") + p("备足种子", num="7")), "a.docx").notes)
    assert notes["numbers-lost"].startswith("1 numbered paragraphs have no number")


def test_many_old_files_go_through_libreoffice_in_one_call_and_a_broken_one_costs_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = []

    def to_docx(files: Iterable[tuple[str, bytes]], seconds: float = 0.0) -> list[bytes | None]:
        rows = list(files)
        calls.append(len(rows))
        return [None if b"broken" in data else NUMBERED for _, data in rows]

    monkeypatch.setattr(office, "to_docx", to_docx)
    monkeypatch.setattr(office, "program", lambda: "soffice")
    files = [RTF, DOC, RTF + b"broken", b"\xd0\xcf no old file", RTF + b" "]
    legacy.prepare(files, 10.0)
    for data in (files[0], files[1], files[4]):
        assert source_from_bytes(data, "a.doc").text.endswith("2. 修好水渠")
    assert calls == [4]
    with pytest.raises(ReadError, match="does not open"):
        source_from_bytes(files[2], "a.rtf")
    assert calls == [4, 1]


SOFFICE = office.program()


@pytest.mark.skipif(os.name == "nt", reason="no shell")
def test_libreoffice_that_hangs_or_dies_costs_no_file_that_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "soffice"
    script.write_text(
        "#!/bin/sh\nfor last; do :; done\nwhile [ $# -gt 0 ]; do case $1 in --outdir) out=$2;; esac; shift; done\n"
        f"mkdir -p $out; cp {tmp_path}/made.docx $out/0.docx; printf cut > $out/1.docx; sleep 30\n"
    )
    script.chmod(0o755)
    (tmp_path / "made.docx").write_bytes(NUMBERED)
    monkeypatch.setattr(office, "program", lambda: str(script))
    assert office.to_docx([(".doc", b"a"), (".doc", b"b"), (".doc", b"c")], 1.0) == [NUMBERED, None, None]


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice")
def test_doc_and_odt_keep_their_automatic_numbers_by_way_of_libreoffice(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    word = docx(p("在春耕会上的讲话") + p("备足种子", num="1") + p("修好水渠", num="1"), numbering=numbering)
    for target in ("doc", "odt"):
        made = _converted(word, target, tmp_path)
        assert source_from_bytes(made, f"a.{target}").text.split("\n") == [
            "在春耕会上的讲话",
            "一、备足种子",
            "二、修好水渠",
        ], target


def _converted(word: bytes, target: str, folder: Path) -> bytes:
    path = folder / "in.docx"
    path.write_bytes(word)
    command = [SOFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    office._run([*command, "--convert-to", target, "--outdir", str(folder), str(path)], str(folder), 120)
    return (folder / f"in.{target}").read_bytes()
