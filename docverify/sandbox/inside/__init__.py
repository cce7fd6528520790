"""The programs that run inside the sandbox, on the standard library alone.

`launcher` never runs example code: for each plan it makes fresh namespaces (`isolation`) and forks
a `warden`, which holds the list of tasks and starts what runs them: `python_session`, `shell_session`.
What they say is data from untrusted code.
"""
