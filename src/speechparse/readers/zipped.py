"""What a damaged, encrypted or bottomless file of zipped XML (docx, odt, xlsx) makes the standard library raise."""

from __future__ import annotations

import zipfile
import zlib
from xml.etree import ElementTree

DAMAGE = (
    zipfile.BadZipFile,
    ElementTree.ParseError,
    zlib.error,
    OSError,
    EOFError,
    RuntimeError,  # encrypted, or nested beyond all measure
    NotImplementedError,  # a way of packing that this Python cannot undo
    LookupError,
    ValueError,
)
