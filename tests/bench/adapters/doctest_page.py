"""`doctest.testfile` of one page, which tells of each example as it ends."""

import doctest
import sys
from pathlib import Path


class Told(doctest.DocTestRunner):
    """Says line and outcome of each example instead of a report."""

    def report_success(self, out, _, example, *__):
        tell(out, example, "PASSED")

    def report_failure(self, out, _, example, *__):
        tell(out, example, "FAILED")

    def report_unexpected_exception(self, out, _, example, *__):
        tell(out, example, "FAILED")


def tell(out, example, outcome):
    out(f"\nline:{example.lineno + 1} {outcome}\n")


page = Path(sys.argv[1])
text = page.read_text(encoding="utf-8")
parsed = doctest.DocTestParser().get_doctest(text, {"__name__": "__main__"}, page.name, str(page), 0)
Told(verbose=False).run(parsed)
