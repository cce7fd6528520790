"""What a page says right above a block, whatever the width of its lines."""

from hypothesis import given
from hypothesis import strategies as st

from docverify.prose import LONGEST_LEAD, first_sentence, last_sentence, lead_of

words = st.lists(st.text("abcXY.,:!?`", min_size=1, max_size=12), max_size=120)


@given(words, st.data())
def test_where_the_lines_of_a_paragraph_break_says_nothing(parts: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from([" ", "\n", "\n   "]), min_size=len(parts), max_size=len(parts)))
    broken = "".join(part + gap for part, gap in zip(parts, gaps, strict=True))
    assert lead_of(broken) == lead_of(" ".join(parts))


@given(words)
def test_a_lead_ends_as_its_paragraph_does(parts: list[str]) -> None:
    text = " ".join(parts)
    lead = lead_of(text)
    assert text.endswith(lead)
    assert len(lead) <= LONGEST_LEAD
    assert lead.endswith(last_sentence(lead))


@given(words)
def test_a_trail_begins_as_its_paragraph_does(parts: list[str]) -> None:
    trail = first_sentence("\n".join(parts))
    assert " ".join(parts).startswith(trail)
    assert len(trail) <= LONGEST_LEAD


def test_a_trail_is_one_sentence() -> None:
    assert first_sentence("fails, e.g. where\nthe pot is empty. Fill it.") == "fails, e.g. where the pot is empty."


def test_of_a_long_paragraph_whole_sentences_are_kept() -> None:
    last = "The pot is empty. It prints what is left of the tea, which is nothing:"
    assert lead_of(f"{'A very long story about tea ' * 9} is told here. {last}") == last


def test_of_a_long_paragraph_without_blanks_the_end_is_kept() -> None:
    assert lead_of("茶" * 400 + "：") == "茶" * (LONGEST_LEAD - 1) + "："


def test_a_word_that_is_cut_short_ends_no_sentence() -> None:
    assert last_sentence("Some pots, e.g. `red` ones, are hot. This prints, i.e. shows, the heat:") == (
        "This prints, i.e. shows, the heat:"
    )
    assert last_sentence("Really? **Yes.** That works:") == "That works:"
    assert last_sentence("お茶です。次のように出力されます:") == "次のように出力されます:"
