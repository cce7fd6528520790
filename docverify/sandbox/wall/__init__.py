"""What raises the wall from outside: the filter, the command that starts it, and the host's end of a session."""
