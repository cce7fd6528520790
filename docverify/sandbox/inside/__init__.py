"""The programs that run inside the sandbox, on the standard library alone.

`launcher` never runs example code: for each plan it makes fresh namespaces (`isolation`), whose pid 1 is
a `warden`, which holds the list of tasks and starts what runs them: `python_session`, `shell_session`.
Python sessions that begin with the same imports are forked from a `template` (`preloading`).
What they say is data from untrusted code.
"""
