"""The test that the tool's own README shows, without its linting: output is compared where the page shows any."""

import os

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples


@pytest.mark.parametrize(
    "example", [pytest.param(one, id=f"line:{one.start_line}") for one in find_examples(os.environ["PAGE"])]
)
def test_page(example: CodeExample, eval_example: EvalExample) -> None:
    if "#> " in example.source:
        eval_example.run_print_check(example)
    else:
        eval_example.run(example)
