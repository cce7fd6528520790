"""Markers of other tools mean here what they mean there; one that is not honoured is never silently so."""

import pytest

from docverify.instructions import Instruction, read_attributes, read_comment

SKIP = Instruction("skip")
UNSUPPORTED = Instruction("unsupported")


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        (" skip: next ", SKIP),
        ("- skip: next -", SKIP),
        ('skip: next "not yet"', SKIP),
        ("skip: next if(x)", UNSUPPORTED),
        ("skip: start", Instruction("skip", "start")),
        ("skip: start if (x)", Instruction("unsupported", "start")),
        ("skip: end", Instruction("skip", "end")),
        ("skip doccmd[all]: start", Instruction("skip", "start")),
        ("skip doccmd[mypy]: next", UNSUPPORTED),
        ("skip doccmd[mypy]: end", Instruction("skip", "end")),
        ("pytest.mark.skip", SKIP),
        ('pytest.mark.skip(reason="x")', SKIP),
        ("pytest.mark.skipif(True)", UNSUPPORTED),
        ("pytest.mark.xfail", UNSUPPORTED),
        ("pytest-codeblocks:importorskip(numpy)", UNSUPPORTED),
        ("pytest-codeblocks:expect-error", UNSUPPORTED),
        ("pytest-codeblocks:skipfile", Instruction("skip", "page")),
        ("pytest-codeblocks: expected-output", Instruction("output")),
        ("pytest-codeblocks:cont", None),
        ("phmdoctest-mark.skip", SKIP),
        ("phmdoctest-label tea", None),
        ("phmdoctest-setup", None),
        ("$MDX skip", SKIP),
        ("$MDX skip,env=e1", SKIP),
        ("$MDX non-deterministic=output", UNSUPPORTED),
        ("test ignore start", Instruction("skip", "start")),
        ("test ignore end", Instruction("skip", "end")),
        ("pmd-metadata: notest fixture:x", SKIP),
        ("pmd-metadata: fixture:x", UNSUPPORTED),
        ("pmd-metadata: continuation", None),
        ("expected_similarity=0.8", UNSUPPORTED),
        ("skip-test", SKIP),
        ("docverify: skip", SKIP),
        ("docverify:skip (needs a key)", SKIP),
        ("docverify: skip start", Instruction("skip", "start")),
        ("docverify: skip: end", Instruction("skip", "end")),
        ("docverify: no-check", UNSUPPORTED),
        ("docverify:v1 key=0 -->", None),
        ("docverify:end", None),
        ("doctest: +SKIP", SKIP),
        ("doctest: +ELLIPSIS", None),
        ("skip:\n next", SKIP),
        ("skip: nextdoor", None),
        ("do not skip: next", None),
        ("skip", None),
        ("name: test_x", None),
        ("clear-namespace", None),
        ("", None),
    ],
)
def test_a_comment_is_read(comment: str, expected: Instruction | None) -> None:
    assert read_comment(comment) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"ignore": ""}, [SKIP]),
        ({"IGNORE": "True"}, [SKIP]),
        ({"ignore": "false"}, []),
        ({"no_run": ""}, [SKIP]),
        ({"no-run": ""}, [SKIP]),
        ({"norun": ""}, [SKIP]),
        ({"no-test": ""}, [SKIP]),
        ({"skip-test": ""}, [SKIP]),
        ({"doctest:+SKIP": ""}, [SKIP]),
        ({"doctest:": "", "+SKIP": ""}, [SKIP]),
        ({".notest": ""}, [SKIP]),
        ({"testIgnore": ""}, [SKIP]),
        ({"docs-drift:skip": ""}, [SKIP]),
        ({"excludeFromRunAll": "true"}, [SKIP]),
        ({"test": "skip"}, [SKIP]),
        ({"test": "xfail - wrong"}, [UNSUPPORTED]),
        ({"test": "requires-3.10"}, [UNSUPPORTED]),
        ({"test": "no-print-intercept"}, []),
        ({"lint": "skip"}, []),
        ({"requires": "3.10"}, [UNSUPPORTED]),
        ({"eval": "FALSE"}, [SKIP]),
        ({"eval": "true"}, []),
        ({"error": "true"}, [UNSUPPORTED]),
        ({"tags": "[skip-execution, hide-input]"}, [SKIP]),
        ({"tags": "[raises-exception]"}, [UNSUPPORTED]),
        ({"options": "+SKIP, +ELLIPSIS"}, [SKIP]),
        ({"options": "+ELLIPSIS"}, []),
        ({"skipif": "x"}, [UNSUPPORTED]),
        ({"ignore-windows": ""}, [UNSUPPORTED]),
        ({"compile_fail": "", "should_panic": ""}, [UNSUPPORTED, UNSUPPORTED]),
        ({"fixture:tea": ""}, [UNSUPPORTED]),
        ({"title": "ignore", "continuation": "", "group": "skip", "name": "test"}, []),
    ],
)
def test_attributes_are_read(attributes: dict[str, str], expected: list[Instruction]) -> None:
    assert list(read_attributes(attributes)) == expected
