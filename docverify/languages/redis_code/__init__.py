"""What the console of Redis says, and what it means for a page."""
