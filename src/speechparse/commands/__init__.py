"""The commands: one module a group, one function a command. ``table`` lists them."""
