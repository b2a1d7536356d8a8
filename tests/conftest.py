"""Every output that a test makes, here or by a program that it starts, is held against the laws of the parser."""

import os

os.environ["SPEECHPARSE_LAWS"] = "1"
