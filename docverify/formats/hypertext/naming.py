"""What language a block is in, as generators write it: in attributes and in classes, on it or around it."""

import re
from collections.abc import Iterator, Sequence

from docverify.formats.hypertext.element import Element

_ATTRIBUTES = frozenset(
    {
        *("data-language", "data-lang", "data-code-lang", "data-code-language", "data-enlighter-language"),
        *("data-highlight-language", "language", "syntax"),
    }
)
"""A plain `lang` names a human language."""
_PARAMETERS = "data-syntaxhighlighter-params"
_BRUSH = re.compile(r"\bbrush:\s*([\w+#-]+)")
_PREFIXED = re.compile(r"(mw-highlight-lang|language|lang|highlight(?:-source|-text)?|hl|src|tab|example|user)-(.+)")
_WITH = {"hl": "highlight", "src": "src", "tab": "highlight", "example": "example", "user": "example"}
"""A prefix that says nothing of the language unless this class stands beside it."""
_LABEL = re.compile(r"[a-z][\w+#.-]*", re.IGNORECASE)
_NO_LABEL = frozenset(
    {
        *("wrapper", "container", "block", "body", "box", "content", "header", "inner", "line", "lines", "toolbar"),
        *("default", "switcher", "selector", "tabs", "tab", "contents", "wrap", "code", "copy", "caption", "title"),
        *("pane", "panel", "set", "group", "label", "labels", "rendered", "theme", "dark", "light", "info"),
    }
)
"""What generators write where a label may stand, and means something else; `default` is Sphinx's guess."""
_BARE = frozenset(
    {
        *("bash", "sh", "shell", "console", "zsh", "fish", "powershell", "terminal", "shell-session", "cmd", "bat"),
        *("python", "py", "python3", "pycon", "ipython", "ipython3", "javascript", "js", "jsx", "mjs", "cjs"),
        *("typescript", "ts", "tsx", "json", "json5", "jsonc", "yaml", "yml", "toml", "ini", "xml", "html", "css"),
        *("scss", "sass", "less", "c", "cpp", "c++", "csharp", "cs", "fsharp", "objective-c", "objc", "java", "kotlin"),
        *("scala", "groovy", "gradle", "go", "golang", "rust", "ruby", "rb", "erb", "php", "perl", "lua", "swift", "r"),
        *("dart", "elixir", "erlang", "haskell", "ocaml", "clojure", "lisp", "elisp", "scheme", "racket", "julia"),
        *("sql", "postgresql", "mysql", "graphql", "http", "diff", "patch", "makefile", "make", "cmake", "dockerfile"),
        *("docker", "nginx", "hcl", "terraform", "proto", "protobuf", "vim", "tex", "latex", "matlab", "octave"),
        *("markdown", "md", "rst", "asciidoc", "jinja", "django", "liquid", "handlebars", "vue", "svelte", "astro"),
        *("zig", "nim", "crystal", "d", "fortran", "pascal", "ada", "vb", "tcl", "awk", "sed", "mermaid", "plantuml"),
        *("text", "plaintext", "plain", "output", "none", "nohighlight", "no-highlight"),
    }
)
"""Names that stand alone as a class of the element itself."""
_PLAIN = frozenset({"text", "plaintext", "plain", "none"})
"""What a highlighter calls a language that it does not know: the author's name for it may stand further out."""
_CARRIES_BARE = frozenset({"highlight", "sourcecode", "code", "example", "src", "hljs"})
"""An element around the block with one of these classes may carry such a name too."""
_GITHUB = {"html-basic": "html", "xml-svg": "svg", "c++": "cpp"}
_KNOWN = {"doctest": "doctest", "doctest-block": "doctest", "documentation-examplecode": "go"}
"""Classes that say the language in other words."""
_FLAGS = re.compile(
    r"ignore(?:-\S+)?|should_panic|no_run|compile_fail|E\d{4}|edition\d{4}|editable|does_not_compile|test_harness"
    r"|not_desired_behavior|panics|standalone_crate|example-(?:bad|good)"
)


def find_label(chain: Sequence[Element]) -> str:
    """The label of a block by the elements from the innermost out; empty when there is none."""
    for element in chain:
        for name, value in element.attributes.items():
            if name in _ATTRIBUTES and value and _LABEL.fullmatch(value.strip()):
                return value.strip().lower()
            brush = _BRUSH.search(value) if name == _PARAMETERS and value else None
            if brush:
                return brush[1].lower()
    labels = _labels(chain)
    label = next(labels, "")
    return next((outer for outer in labels if outer), label) if label in _PLAIN else label


def _labels(chain: Sequence[Element]) -> Iterator[str]:
    """By classes, from the innermost out, as far as no other block stands in the element."""
    for depth, element in enumerate(chain):
        label = _in_classes(element, own=element.tag in ("pre", "code") and depth < 3)
        if label is not None:
            yield label
            if len(element.node.css("pre")) > 1:
                return


def find_flags(chain: Sequence[Element]) -> tuple[dict[str, str], str]:
    """Attributes that stand as classes, and the classes as written."""
    for element in chain:
        if element.tag not in ("pre", "code") and not {"example-wrap", "code-example"} & set(element.classes):
            continue
        flags = {name: "" for name in element.classes if _FLAGS.fullmatch(name)}
        if "brush:" in element.classes and "hidden" in element.classes:
            flags["hidden"] = ""
        if flags:
            return flags, " ".join(element.classes)
    return {}, ""


def _in_classes(element: Element, *, own: bool) -> str | None:
    """Empty when the element says that nothing is known of the language; None when it says nothing."""
    if not element.classes:
        return None
    names = [name.lower() for name in element.classes]
    known = next(filter(None, map(_KNOWN.get, names)), None)
    if known or "highlight-default" in names:
        return known or ""
    for prefix, label in _prefixed(names):
        if label not in _NO_LABEL and _LABEL.fullmatch(label):
            return _GITHUB.get(label, label) if prefix.startswith("highlight-") else label.partition("--")[0]
    if own or not _CARRIES_BARE.isdisjoint(names):
        return next(filter(_BARE.__contains__, names), None)
    return None


def _prefixed(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for index, name in enumerate(names):
        match = _PREFIXED.fullmatch(name) if "-" in name else None
        if name == "brush:" and index + 1 < len(names):
            yield name, names[index + 1].rstrip(";")
        elif match and (match[1] not in _WITH or _WITH[match[1]] in names):
            yield match[1], match[2]
