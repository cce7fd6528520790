"""AsciiDoc, line by line, with the meaning that Asciidoctor gives it."""
