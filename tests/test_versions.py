"""Versions are ordered as their registries order them."""

import pytest

from docverify.versions import allows, is_final, is_part, is_version, order

ORDERED = ["0.9", "1.0a1", "1.0rc1", "1.0", "1.0.post1", "1.0.1", "1.2.0-beta.1", "1.2.0", "1.10", "24.1", "1!0.1"]


def test_versions_are_sorted_by_their_numbers():
    assert sorted({*ORDERED}, key=order) == ORDERED


def test_zeros_at_the_end_make_no_difference():
    assert order("24.1") == order("24.1.0")
    assert order("24.1") != order("24.10")


@pytest.mark.parametrize("version", ["1.0", "v1.2.3", "1.0.post2", "1!2", "1.0+local.1"])
def test_a_release_is_final(version):
    assert is_version(version)
    assert is_final(version)


@pytest.mark.parametrize("version", ["1.0a1", "1.0.dev3", "2.0.0-beta.0", "1.0rc1", "1.0-1", "tea", ""])
def test_what_is_tried_out_is_not(version):
    assert not is_final(version)


@pytest.mark.parametrize(
    ("word", "version", "told"), [("24.1", "24.1.0", True), ("8", "8.3.2", True), ("2", "24", False)]
)
def test_a_word_may_be_the_beginning_of_a_version(word, version, told):
    assert is_part(word, version) is told


@pytest.mark.parametrize(
    ("specifier", "told"),
    [
        ("", True),
        (">=3.8", True),
        (">=3.12", False),
        (">=3.8,<3.11", False),
        (">=2.7, !=3.0.*, !=3.1.*", True),
        ("!=3.11.*", False),
        ("==3.*", True),
        ("<4", True),
        ("~=3.9", True),
        ("~=3.9.1", False),
        ("<=3.11", False),
        ("==3.11.7", True),
        ("!=3.11.7", False),
        (">3.11.7", False),
        ("not a clause", True),
    ],
)
def test_a_requirement_allows_versions(specifier, told):
    assert allows(specifier, "3.11.7") is told
