"""What Python code on a page means: its prompts, its documented values, its names, its syntax and how it ended."""
