"""reStructuredText: docutils finds what stands where, and the code is taken from the lines as they are written."""
