"""A batch disturbed in every way that can be made here, for every sink: ``python -m tests.crash``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the helpers that the tests share
