"""Recordings: what a system replied, as text files in the user's repository, and how they answer in its place."""
