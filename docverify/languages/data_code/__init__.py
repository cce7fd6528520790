"""What the languages share in which nothing runs, and the longer ones of their parsers."""
