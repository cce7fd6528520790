"""What both sides of the wall call the same."""

RESOLVER = "127.77.0.53"
"""Where the sandbox's name server listens: not 127.0.0.1, which stays free for the examples' own servers."""
BACKENDS = "127.77.0.1"
"""Where the names of backends lead to, for the same reason."""
MEMORY = 77
"""Exit status of a session that used more memory than it may."""
FAILED = 79
"""Exit status of a session whose pid 1 could not go on."""
RAISING = 78
"""Exit status of a session whose walls could not be raised."""
BUILD_SECONDS = 60.0
"""What the compilers of one build may take together."""
CHECKERS = ("typescript",)
"""Drivers that ask a compiler about all examples of a page, and run none."""
