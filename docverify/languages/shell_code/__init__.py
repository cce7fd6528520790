"""What shell code on a page means: its prompts, what it leaves for the reader to fill in, and how it ended."""
