"""Numbering styles, cue phrases and word lists, kept as data."""
