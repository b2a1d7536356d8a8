"""The head of a speech: its lines, and the fields that they state."""
