"""What a text file without a telling name holds: a page's markup, Markdown, lines of JSON. Asked of its bytes.

All marks looked for are ASCII, which every encoding of Chinese but UTF-16 keeps; a byte of a Chinese character may look
like one of them (GB18030), so a single mark says nothing.
"""

from __future__ import annotations

import re

_SAMPLE = 20_000  # bytes
_LEAST = 4  # marks
_MARKS = (b"**", b"# ", b"](", b"----", b"====")  # a text without any of these is looked at no further
_TAG = re.compile(
    rb"</?(?:p|div|span|br|h[1-6]|table|tbody|tr|td|th|strong|b|font|section|article|ul|ol|li|a|center|body|head|title|html)"
    rb"(?:\s[^<>]{0,300}|/)?>",
    re.IGNORECASE,
)
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}<(?:!doctype\s+html|html|\?xml[^>]{0,200}>\s*<(?:!doctype\s+html|html))", re.I
)
_FRONT = re.compile(rb"(?:\xef\xbb\xbf)?(---|\+\+\+)[ \t]*\r?\n(?:[^\r\n]{0,500}\r?\n){1,100}?\1[ \t]*(?:\r?\n|$)")
_KEY = re.compile(rb"^[A-Za-z_-]{2,20}[ \t]*[:=]", re.MULTILINE)
_HEADING = re.compile(rb"^#{1,6} [^#\r\n]", re.MULTILINE)
_BOLD = re.compile(rb"\*\*[^*\s][^*\r\n]{0,300}\*\*")
_LINK = re.compile(rb"!?\[[^\]\r\n]{1,200}\]\((?:https?:|/|\.)[^()\s]{1,300}\)")
_UNDERLINE = re.compile(rb"^(?:={4,}|-{4,})[ \t]*$", re.MULTILINE)
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}(\{|\[\s{0,20}\{)\s{0,20}\"[^\"\r\n]{0,100}\"\s{0,10}:")


def is_page(head: bytes) -> bool:
    """A whole page: it says so in its first bytes."""
    return _PAGE.match(head) is not None


def format_of(data: bytes) -> str | None:
    """``html``, ``markdown`` or ``jsonl`` where the bytes of a text plainly are that, else None."""
    sample = data[:_SAMPLE]
    start = sample.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"[") and _OBJECT.match(sample):
        return "jsonl"
    if sample.count(b"<") >= _LEAST:
        tags = _TAG.findall(sample)
        if len(tags) >= _LEAST and (start == b"<" or sum(map(len, tags)) * 12 > len(sample)):
            return "html"
    if start in (b"-", b"+") and (front := _FRONT.match(sample)) and _KEY.search(front[0]):
        return "markdown"
    if not any(mark in sample for mark in _MARKS):
        return None
    score = 2 * len(_HEADING.findall(sample)) + len(_BOLD.findall(sample)) + len(_LINK.findall(sample))
    score += len(_UNDERLINE.findall(sample))
    return "markdown" if score >= _LEAST and score * 12 >= sample.count(b"\n") + 1 else None
