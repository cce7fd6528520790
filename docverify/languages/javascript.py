"""JavaScript: scripts, modules of both kinds, and transcripts of a prompt."""

from docverify.languages.javascript_code.dialect import Dialect

javascript = Dialect(
    "javascript",
    ("javascript", "js", "mjs", "cjs", "node", "nodejs", "node-repl", "ecmascript", "es6", "javascript-repl"),
    is_checked=False,
)
