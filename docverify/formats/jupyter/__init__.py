"""Notebooks of Jupyter: cells, and the outputs that they were saved with."""
