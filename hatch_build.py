"""A wheel holds the regular expressions that a first parse needs, as this interpreter compiles them (``regexcache``).

Where nothing can be kept between runs they took half a second of each.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Reads the samples with a cache of its own and names the file as a wheel has it.
MAKE = """
import sys
from pathlib import Path
from speechparse import read, regexcache
with regexcache.kept():
    for sample in sorted(Path(sys.argv[1]).iterdir()):
        read(sample)
print(regexcache.shipped().name)
"""


class Patterns(BuildHookInterface[Any]):
    """Adds the file to the wheel; an editable install needs none."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it packs."""
        if version == "editable" or self.target_name != "wheel":
            return
        root = Path(self.root)
        self.folder = tempfile.TemporaryDirectory()
        environment = {**os.environ, "PYTHONPATH": str(root / "src"), "SPEECHPARSE_CACHE": self.folder.name}
        environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", MAKE, str(root / "samples")]
        name = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()
        (made,) = Path(self.folder.name).glob("patterns-*.bin")
        build_data["force_include"][str(made)] = f"speechparse/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called when it has packed."""
        if hasattr(self, "folder"):
            self.folder.cleanup()
