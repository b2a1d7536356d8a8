"""Small Word files made of XML written here, so that each test shows the markup it is about."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{}"/></Relationships>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/>{}</Types>'
)
_TYPE = '<Override PartName="/word/{0}.xml" ContentType="{1}.{2}+xml"/>'
_FAMILY = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PART_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'.format(
    "".join(
        f'<Relationship Id="rId{i}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{part}" '
        f'Target="{part}.xml"/>'
        for i, part in enumerate(("styles", "numbering"), 1)
    )
)


def docx(body: str, *, styles: str = "", numbering: str = "", target: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        kinds = (("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"))
        types = "".join(_TYPE.format(part, _FAMILY, kind) for part, kind in kinds)
        archive.writestr("[Content_Types].xml", _TYPES.format(types))
        archive.writestr("word/_rels/document.xml.rels", _PART_RELS)
        archive.writestr("_rels/.rels", _RELS.format(target))
        archive.writestr(target, f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
        archive.writestr("word/numbering.xml", f"<w:numbering {W}>{numbering}</w:numbering>")
    return out.getvalue()


def p(text: str, *, style: str = "", num: str = "", level: int = 0) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def abstract(key: str, *levels: tuple[str, str], extra: str = "", style: str = "") -> str:
    """Levels as (number format, pattern)."""
    rows = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
        f'{f"""<w:pStyle w:val="{style}{i + 1}"/>""" if style else ""}<w:lvlText w:val="{pattern}"/>{extra}</w:lvl>'
        for i, (fmt, pattern) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{rows}</w:abstractNum>'


def num(key: str, base: str, override: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{base}"/>{override}</w:num>'
