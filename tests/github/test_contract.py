"""The fake GitHub holds both sides to GitHub's own description: proved by breaking it."""

import pytest

from fixtures.github import Contract

ISSUES = "/repos/acme/foo/issues"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract()


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("GET", "/repos/acme/foo/milk", {}, None),
        ("DELETE", ISSUES, {}, None),
        ("GET", ISSUES, {"states": "all"}, None),
        ("GET", ISSUES, {"state": "every"}, None),
        ("GET", ISSUES, {"per_page": "many"}, None),
        ("POST", ISSUES, {}, {"body": "no title"}),
        ("POST", ISSUES, {}, {"title": "a", "labels": "docverify"}),
        ("PATCH", f"{ISSUES}/1", {}, {"state": "shut"}),
        ("GET", ISSUES, {}, {"title": "a body where none is"}),
    ],
)
def test_a_wrong_request_is_found(
    contract: Contract, method: str, path: str, query: dict[str, str], body: object
) -> None:
    assert contract.check_request(method, path, query, body) != []


def test_a_right_request_is_let_pass(contract: Contract) -> None:
    assert contract.check_request("GET", ISSUES, {"state": "all", "labels": "docverify", "per_page": "100"}, None) == []
    assert contract.check_request("POST", ISSUES, {}, {"title": "a", "body": "b", "labels": ["docverify"]}) == []


def test_an_answer_that_lacks_a_field_or_has_a_wrong_type_is_found(contract: Contract) -> None:
    issue = contract.blank("issue", "http://127.0.0.1")
    assert contract.check_answer("POST", ISSUES, 201, issue) == []
    assert contract.check_answer("POST", ISSUES, 201, {**issue, "state_reason": None, "user": None}) == []
    assert contract.check_answer("POST", ISSUES, 201, {**issue, "number": "1"}) != []
    assert contract.check_answer("POST", ISSUES, 201, {**issue, "state_reason": "boredom"}) != []
    for field in ("number", "title", "labels"):
        assert contract.check_answer("POST", ISSUES, 201, {key: issue[key] for key in issue if key != field}) != []


def test_what_docverify_reads_of_an_issue_is_described(contract: Contract) -> None:
    """A new description that drops one of these fields makes this test fail before users do."""
    properties = contract.schema("issue")["properties"]
    read = {
        "number",
        "title",
        "body",
        "state",
        "state_reason",
        "locked",
        "closed_at",
        "labels",
        "html_url",
        "pull_request",
    }
    assert read <= properties.keys()
