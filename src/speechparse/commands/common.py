"""What the commands share: the options they have in common, and the work of ``inputs``."""

from __future__ import annotations

from typing import Annotated

import typer

from .inputs import Document as Document
from .inputs import Inputs as Inputs
from .inputs import emit as emit
from .inputs import json_safe as json_safe
from .inputs import load as load
from .inputs import read as read
from .inputs import say as say

Files = Annotated[list[str], typer.Argument(metavar="FILE…", help="Files to read; - is standard input.")]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="The files' encoding, where it is not recognised (gb18030, big5 …).")
]
RuleFiles = Annotated[
    list[str] | None, typer.Option("--rules", metavar="FILE", help="A rule file (TOML) to lay over the shipped rules.")
]
