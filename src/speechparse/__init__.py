"""speechparse: Chinese official speeches (领导讲话, 工作报告) as structured data with exact offsets.

``parse(text)`` gives the speech in a text, ``parse_all(text)`` all of them, ``read(path)`` those of a file;
each is a frozen ``Speech`` (see ``speechparse.model`` for its shape). Spans are half-open code-point offsets
into the decoded source, which ``read_source(path)`` gives. Only reading files can fail, and only by ``ReadError``.

Names are imported when they are first used: ``import speechparse`` itself loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import keywords as keywords
    from .api import parse as parse
    from .api import parse_all as parse_all
    from .api import parse_source as parse_source
    from .api import read as read
    from .batch.files import Result as Result
    from .batch.files import parse_files as parse_files
    from .batch.files import to_records as to_records
    from .chunks import Chunk as Chunk
    from .chunks import chunks as chunks
    from .errors import ReadError as ReadError
    from .errors import RulesError as RulesError
    from .errors import SpeechparseError as SpeechparseError
    from .errors import WriteError as WriteError
    from .model import Claim as Claim
    from .model import Diagnostic as Diagnostic
    from .model import Measure as Measure
    from .model import Metadata as Metadata
    from .model import Node as Node
    from .model import Source as Source
    from .model import Speech as Speech
    from .model import Target as Target
    from .model import Task as Task
    from .model import TimeRef as TimeRef
    from .readers.registry import read_source as read_source
    from .readers.registry import source_from_bytes as source_from_bytes
    from .rules.loader import load_rules as load_rules
    from .source import SourceText as SourceText

__version__ = "0.1.0"

_HOME = {
    "api": ("keywords", "parse", "parse_all", "parse_source", "read"),
    "batch.files": ("Result", "parse_files", "to_records"),
    "chunks": ("Chunk", "chunks"),
    "errors": ("ReadError", "RulesError", "SpeechparseError", "WriteError"),
    "model": ("Claim", "Diagnostic", "Measure", "Metadata", "Node", "Source", "Speech", "Target", "Task", "TimeRef"),
    "readers.registry": ("read_source", "source_from_bytes"),
    "rules.loader": ("load_rules",),
    "source": ("SourceText",),
}
_MODULE = {name: module for module, names in _HOME.items() for name in names}

__all__ = sorted(_MODULE)


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_MODULE[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
