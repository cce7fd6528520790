"""What JavaScript and its dialects have in common."""
