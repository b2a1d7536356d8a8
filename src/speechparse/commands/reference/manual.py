"""The manual page (man 1)."""

from __future__ import annotations

from collections.abc import Iterator

from ... import __version__
from ..examples import EXAMPLES
from ..program import argument_name, option_row
from ..table import COMMANDS
from .commands import command

_FILES = """.SH FILES
.TP
speechparse.toml
Settings of a project, here or in a folder above; see speechparse config.
.TP
~/.config/speechparse/config.toml
Settings of the user.
.SH ENVIRONMENT
.TP
SPEECHPARSE_LANG
zh or en: the language of help and messages.
.TP
SPEECHPARSE_CONFIG, SPEECHPARSE_CACHE
Another file of settings, another folder of caches.
.TP
SPEECHPARSE_PAGER, PAGER
The pager of long previews; empty for none.
.TP
NO_COLOR
No colour and no bold.
.TP
PYTHONIOENCODING
The encoding of output to a pipe or file; UTF-8 without it.
.SH EXIT STATUS
0: fine. 1: an input failed (the others are still done) or a check did not hold. 2: usage. 130: interrupted.
"""


def page() -> str:
    """The page as troff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH SPEECHPARSE 1 "" "speechparse {__version__}" "User Commands"'
    yield ".SH NAME"
    yield r"speechparse \- Chinese official speeches as structured data"
    yield ".SH SYNOPSIS"
    yield r".B speechparse"
    yield r"[\fICOMMAND\fR] [\fIOPTIONS\fR] \fIFILE\fR\&..."
    yield ".SH COMMANDS"
    for name in COMMANDS:
        one = command(name)
        arguments = " ".join(argument_name(p) for p in one.params if p.param_type_name == "argument")
        yield f".SS {name} {_plain(arguments)}".rstrip()
        for paragraph in (one.help or "").strip().split("\n\n"):
            yield from (_plain(" ".join(paragraph.split())), ".PP")
        for param in one.params:
            if param.param_type_name == "option":
                names, words = option_row(param)
                yield from (".TP", f"\\fB{_plain(names)}\\fR", _plain(words))
        for example, what in EXAMPLES.get(name, ()):
            yield from (".PP", f"{_plain(what)}:", ".nf", f"  {_plain(example)}", ".fi")
    yield _FILES.rstrip()


def _plain(words: str) -> str:
    """Words that troff takes as they are."""
    safe = words.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + safe if safe.startswith((".", "'")) else safe
