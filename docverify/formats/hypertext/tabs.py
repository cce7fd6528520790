"""Which tab of which set a block stands in, whatever draws the tabs: members of one set are alternatives."""

from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from docverify.formats.hypertext.alternatives import are_alternatives
from docverify.formats.hypertext.element import Element, elements_before, elements_in, read
from docverify.formats.hypertext.naming import find_label

BETWEEN = " › "
"""Between the labels of a tab in a tab."""
_MAY_HAVE = (*("tabpanel", "tab-content", "tab-pane", "tabs-content", "tabbed-", "code-group", "CodeTabs"),)
"""What the HTML of a page with tabs holds."""
_PANELS = frozenset({"tabpanel", "tab-pane", "tabbed-block", "sd-tab-content", "tab-panel", "sphinx-tabs-panel"})
_LABELLED = frozenset({"tab-content", "tabbed-content", "tab", "book-tabs-content", "tabs-content"})
"""Panels where a label stands right before them; else what holds the panels."""
_HOLDERS = frozenset({"blocks", "CodeTabs-inner"})
"""What holds panels that have no class of their own."""
_LISTS = frozenset(
    {
        *("tabbed-labels", "tabs", "CodeTabs-toolbar", "tablist", "tab-labels", "nav-tabs", "tabs__list", "tab-list"),
        *("tabs-nav", "tab-nav", "tab-headers", "tabset-tabs", "code-tabs__nav", "theme-code-group__nav"),
    }
)
_DEEPEST = 40
"""Elements around a block that are looked at for tabs."""
_LIST_NEAR = 3
"""Elements around the panels beside which their labels may stand."""
_TABS = "[role=tab],label,.tab,.nav-link"


class Tab(Struct, frozen=True, gc=False):
    """A panel's place among the tabs of its page."""

    group: int
    """`mem_id` of what holds the panels of the set."""
    label: str
    value: str = ""
    """What the button of the tab is called in code, for instance the language."""


class Tabs:
    """The tab sets of a page."""

    def __init__(self, root: LexborHTMLParser, text: str) -> None:
        self._root = root
        self._has_tabs = any(map(text.__contains__, _MAY_HAVE))
        self._numbers: dict[int, int] = {}
        self._members: dict[int, dict[int, int]] = {}
        self._lists: dict[int, list[LexborNode]] = {}
        self._alternatives: dict[int, dict[int, str]] = {}
        """By element, the languages of those that it holds."""

    def name(self, tabs: list[Tab]) -> str:
        """`set1/Python`: number of the innermost set on this page, and the labels from the outside in."""
        tabs = [tab for tab in tabs if tab.label]
        if not tabs:
            return ""
        number = self._numbers.setdefault(tabs[0].group, len(self._numbers) + 1)
        return f"set{number}/{BETWEEN.join(tab.label for tab in reversed(tabs))}"

    def find(self, node: LexborNode) -> list[Tab]:
        """The tabs that a block stands in, from the innermost out."""
        found = list(self._around(node)) if self._has_tabs else []
        return found or self._alternative(node)

    def _alternative(self, node: LexborNode) -> list[Tab]:
        """Where a `<div>` holds nothing but the same in several languages, whatever draws it, each is a tab."""
        parent = node.parent
        if node.tag != "pre" or parent is None or parent.tag != "div":
            return []
        if parent.mem_id not in self._alternatives:
            self._alternatives[parent.mem_id] = _languages(parent)
        label = self._alternatives[parent.mem_id].get(node.mem_id)
        return [Tab(parent.mem_id, label)] if label else []

    def _around(self, node: LexborNode) -> Iterator[Tab]:
        current: LexborNode | None = node
        for _ in range(_DEEPEST):
            parent = current.parent if current else None
            if current is None or parent is None or current.tag in ("body", "html"):
                return
            element = read(current)
            if _is_panel(element, parent):
                tab = self._tab(element, parent)
                if tab:
                    yield tab
            current = parent

    def _tab(self, panel: Element, parent: LexborNode) -> Tab | None:
        """Without a label for the only one of its set; None when no button leads to the panel."""
        members = self._members_of(parent)
        button = self._button(panel, members, parent)
        if button is None:
            return None
        attributes = button.attributes
        if len(members) < 2:
            return Tab(parent.mem_id, "", attributes.get("value") or "")
        label = " ".join(button.text().split()) or attributes.get("data-title") or attributes.get("aria-label") or "tab"
        return Tab(parent.mem_id, label, attributes.get("value") or "")

    def _button(self, panel: Element, members: dict[int, int], parent: LexborNode) -> LexborNode | None:
        named = self._buttons.get(f"id {panel.attributes.get('aria-labelledby', '')}")
        if named is None and panel.attributes.get("id"):
            named = self._buttons.get(f"for {panel.attributes['id']}")
        if named is not None:
            return named
        before = next(elements_before(panel.node, 1), None)
        if before is not None and before.tag == "label":
            return before
        number, buttons = members.get(panel.node.mem_id, 0), self._list_of(parent)
        return buttons[number] if number < len(buttons) else None

    @cached_property
    def _buttons(self) -> dict[str, LexborNode]:
        """Each tab's button, by its id and by that of its panel."""
        found: dict[str, LexborNode] = {}
        for button in self._root.css(_TABS):
            attributes = button.attributes
            panel = attributes.get("aria-controls") or attributes.get("data-bs-target") or attributes.get("data-target")
            panel = panel or (attributes.get("href") if attributes.get("role") == "tab" else None)
            if attributes.get("id"):
                found.setdefault(f"id {attributes['id']}", button)
            if panel:
                found.setdefault(f"for {panel.removeprefix('#')}", button)
        return found

    def _members_of(self, parent: LexborNode) -> dict[int, int]:
        """The panels of the set, each with its number."""
        if parent.mem_id not in self._members:
            siblings = [one for one in elements_in(parent) if _is_panel(read(one), parent)]
            self._members[parent.mem_id] = {one.mem_id: number for number, one in enumerate(siblings)}
        return self._members[parent.mem_id]

    def _list_of(self, parent: LexborNode) -> list[LexborNode]:
        """The buttons of a set that stand together, before its panels or above them."""
        if parent.mem_id not in self._lists:
            self._lists[parent.mem_id] = next(_lists_near(parent), [])
        return self._lists[parent.mem_id]


def _languages(parent: LexborNode) -> dict[int, str]:
    """Of each `<pre>` in it, where it holds nothing but alternatives."""
    members = elements_in(parent)
    if len(members) < 2 or any(one.tag != "pre" for one in members) or _has_prose(parent):
        return {}
    labels = [find_label([*map(read, elements_in(one)[:1]), read(one)]) for one in members]
    return {one.mem_id: label for one, label in zip(members, labels, strict=True)} if are_alternatives(labels) else {}


def _has_prose(node: LexborNode) -> bool:
    child = node.child
    while child is not None:
        if child.is_text_node and (child.text_content or "").strip():
            return True
        child = child.next
    return False


def _lists_near(parent: LexborNode) -> Iterator[list[LexborNode]]:
    current: LexborNode | None = parent
    for _ in range(_LIST_NEAR):
        if current is None:
            return
        for one in (*elements_before(current, 4), *elements_in(current)[:2]):
            buttons = _buttons_in(one)
            if buttons:
                yield buttons
        current = current.parent


def _is_panel(element: Element, parent: LexborNode) -> bool:
    if element.attributes.get("role") == "tabpanel" or _PANELS & set(element.classes):
        return True
    above = (parent.attributes.get("class") or "").split()
    if "theme-code-group" in above:
        return "theme-code-block" in element.classes
    if _HOLDERS & set(above):
        outer = parent.parent
        return "blocks" not in above or (outer is not None and "vp-code-group" in read(outer).classes)
    if not _LABELLED & set(element.classes):
        return False
    before = next(elements_before(element.node, 1), None)
    return before is not None and before.tag == "label"


def _buttons_in(node: LexborNode) -> list[LexborNode]:
    """The buttons of a list of tabs; none when it is no such list."""
    attributes = node.attributes
    lists = (
        node if attributes.get("role") == "tablist" or _LISTS & set((attributes.get("class") or "").split()) else None
    )
    if lists is None:
        return []
    direct = [one for one in elements_in(lists) if one.tag in ("label", "button", "li", "a")]
    return lists.css("[role=tab]") or direct or lists.css("button")
