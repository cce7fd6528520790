"""What Perl code on a page means: its statements, what its comments claim, and how it ended."""
