"""What SQL on a page means: its prompts, the tables that it shows, and how it ended in SQLite."""
