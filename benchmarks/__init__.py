"""Measures speechparse beside yardsticks that anyone can rerun; ``python -m benchmarks`` prints one table.

Figures of one machine say little, so every time stands as a ratio to a yardstick taken in the same run.
"""
