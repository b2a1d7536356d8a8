"""``python -m speechparse.web``: the local page, opened in the browser."""

from __future__ import annotations

import sys

from ..errors import SpeechparseError
from ..messages import told
from .start import serve, tell


def main() -> int:
    """Run it until it is closed. The exit code."""
    try:
        return serve(open_browser="--no-open" not in sys.argv)
    except SpeechparseError as error:
        tell(f"speechparse: {told(error)}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
