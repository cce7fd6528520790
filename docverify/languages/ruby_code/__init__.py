"""What Ruby code on a page means: its prompts, its statements, what its comments claim, and how it ended."""
