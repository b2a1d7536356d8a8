"""The commands: one module a group, one function a command, listed in ``cli.COMMANDS``."""
