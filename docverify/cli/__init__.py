"""The command line: composes the parts and turns what they say into text and exit codes."""
