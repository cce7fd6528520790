"""Docstrings of a Python module: where they stand, and what in them is code."""
