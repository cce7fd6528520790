"""Fetches the pages of a site: what a server says, at what pace it is asked, and what is remembered of it."""
