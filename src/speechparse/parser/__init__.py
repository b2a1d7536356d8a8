"""The parser: text in, structure out."""
