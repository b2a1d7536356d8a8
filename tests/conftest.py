"""What holds for every test: outputs obey the laws of the parser, English is spoken, no settings are known."""

import os

# Every output that a test makes, here or by a program that it starts, is held against the laws of the parser.
os.environ["SPEECHPARSE_LAWS"] = "1"
os.environ.pop("SPEECHPARSE_LANG", None)
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["SPEECHPARSE_CONFIG"] = ""
# The many programs that tests start find byte code, as installed ones do: to compile it takes longer than all they do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
