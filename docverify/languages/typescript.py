"""TypeScript: runs where Node strips its types, or `sucrase` or `typescript` is installed, and where it has none."""

from docverify.languages.javascript_code.dialect import Dialect

typescript = Dialect("typescript", ("typescript", "ts", "mts", "cts", "deno", "ts-node"))
