"""TypeScript with elements: runs where `sucrase` or `typescript` is installed to translate them."""

from docverify.languages.javascript_code.dialect import Dialect

tsx = Dialect("tsx", ("tsx", "typescriptreact"))
