"""Lines to paragraphs: joining, folding, what is set aside. Knows no head."""
