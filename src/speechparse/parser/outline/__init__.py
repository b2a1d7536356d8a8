"""Marks, the search for the outline that explains them, and where lists end."""
