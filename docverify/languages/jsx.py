"""JavaScript with elements: runs where `sucrase` or `typescript` is installed to translate them."""

from docverify.languages.javascript_code.dialect import Dialect

jsx = Dialect("jsx", ("jsx", "javascriptreact", "react"))
