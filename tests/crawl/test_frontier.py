"""The order of a walk."""

from hypothesis import given
from hypothesis import strategies as some

from docverify.crawl.frontier import MOST_QUERIES, Frontier, Step

HOME = "https://tea.example/"


def walked(frontier: Frontier, links: dict[str, list[str]]) -> list[Step]:
    """The steps of a walk over pages that lead to each other like this."""
    steps = []
    for step in frontier:
        steps.append(step)
        frontier.add(links.get(step.url, []), step.depth + 1, step.url)
    return steps


def test_a_walk_goes_by_depth_then_as_pages_name_them() -> None:
    frontier = Frontier(9)
    frontier.add_seed("a")
    assert walked(frontier, {"a": ["c", "b"], "c": ["d", "a"], "b": ["e", "d"]}) == [
        Step("a", 0, seed=True),
        Step("c", 1, "a"),
        Step("b", 1, "a"),
        Step("d", 2, "c"),
        Step("e", 2, "b"),
    ]


def test_what_a_step_leads_to_takes_its_place() -> None:
    frontier = Frontier(9)
    frontier.add_seed("old")
    frontier.add(["other"], 1, "old")
    steps = iter(frontier)
    step = next(steps)
    assert frontier.go_on(step, "new")
    assert not frontier.go_on(step, "other")
    assert list(steps) == [Step("new", 0, seed=True, hops=1), Step("other", 1, "old")]


def test_what_lies_too_deep_is_counted() -> None:
    frontier = Frontier(1)
    frontier.add_seed("a")
    assert [step.url for step in walked(frontier, {"a": ["b"], "b": ["a", "c", "d"]})] == ["a", "b"]
    assert frontier.deeper == 2


def test_queries_without_end_are_a_trap() -> None:
    frontier = Frontier(9)
    frontier.add([f"{HOME}?{number}" for number in range(MOST_QUERIES + 5)], 1, HOME)
    frontier.add([f"{HOME}other?{number}" for number in range(5)], 1, HOME)
    assert len(list(frontier)) == MOST_QUERIES + 5
    assert frontier.traps == {HOME: HOME}


PAGES = [f"{HOME}{number}" for number in range(8)]


@given(some.dictionaries(some.sampled_from(PAGES), some.lists(some.sampled_from(PAGES), max_size=8)))
def test_each_page_is_met_once_and_by_the_shortest_way(links: dict[str, list[str]]) -> None:
    frontier = Frontier(64)
    frontier.add_seed(PAGES[0])
    steps = walked(frontier, links)
    assert len({step.url for step in steps}) == len(steps)
    assert [step.depth for step in steps] == sorted(step.depth for step in steps)
    depths = {step.url: step.depth for step in steps}
    assert all(depths[target] <= depths[url] + 1 for url in depths for target in links.get(url, []))
