"""What HTML says: its links, its code, and the text that a reader sees."""
