"""Our labels: fit for GitHub, and added without taking people's away."""

from docverify import labels


def test_labels_fit_githubs_limits() -> None:
    for label in labels.LABELS:
        assert len(label.name) <= 50
        assert len(label.description) <= 100
        assert len(label.colour) == 6
        assert not set(label.name) & set("?#,")


def test_peoples_labels_stay() -> None:
    assert labels.merge(("bug", "docverify"), ("docverify", "P2")) == ("bug", "docverify", "P2")


def test_an_issue_has_one_outcome() -> None:
    present = ("docverify", "docverify: fail", "bug")
    assert labels.merge(present, ("docverify: drift",)) == ("docverify", "bug", "docverify: drift")
    assert labels.merge(present, ()) == present


def test_case_makes_no_difference() -> None:
    assert labels.merge(("Docverify", "Docverify: Fail", "p2"), ("docverify", "docverify: drift", "P2")) == (
        "Docverify",
        "p2",
        "docverify: drift",
    )
