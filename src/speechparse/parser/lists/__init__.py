"""Siblings spoken as one list, and the counts that announce them."""
