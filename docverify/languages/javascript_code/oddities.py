"""Text that Node cannot read, and that is no mistake of the page: parts, elisions, types, other languages.

Each rule says what the text is instead.
Only what no rule explains is a syntax error of the page.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from docverify.languages.javascript_code.intents import STANDS_FOR
from docverify.languages.javascript_code.signatures import (
    gives_result,
    has_optional,
    is_declared,
    is_shape,
    is_signature,
)
from docverify.languages.javascript_code.surroundings import TYPED
from docverify.languages.javascript_code.tokens import bare, tokens
from docverify.languages.javascript_code.unread import Text, text_of
from docverify.model import Example, Shown

_INSTALLED = '`install = ["sucrase"]` under `[environments.javascript]`'
TRANSLATE = f"needs Node 22.18, or the package `sucrase`, to run code with types: {_INSTALLED}"
TRANSLATE_ELEMENTS = f"needs the package `sucrase` to run code with elements: {_INSTALLED}"


class Rule(Struct, frozen=True, gc=False):
    reason: str
    detail: str
    holds: Callable[[Text], object]


_ELISION = re.compile(r"…|\.{3}(?!\s*[\w$(\[{\"'`<])|\.{4,}|\[\.\.\.\](?=\s*[;,)])|^[ \t]*\.{3}[ \t]*$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"(?<![\w<)\]])<(?!/)[a-z][\w]*[ _-][\w .:-]*>|<[A-Z][A-Z_-]+>|\bYOUR[_-][A-Z]\w*")
_FORMAT = re.compile(r"\s*`[^`]*`\s*")
"""A text with places in it, and nothing else."""
_TEMPLATE = re.compile(r"\{%|\{\{[^{}\n]+\}\}|<%|<\?php|@\{|\$\{\{")
_ELEMENT = re.compile(
    r"(?:return|=|=>|\(|\?|:|&&|^)\s*<(?:[A-Za-z][\w.:-]*(?:\s|/?>)|>)|</[A-Za-z][\w.]*>|</>", re.MULTILINE
)
_MARKUP = re.compile(r"\s*<(?:!|\?|/?[a-zA-Z][\w-]*)")
_SCRIPT = re.compile(r"^[ \t]*<script\b[^\n]*>[ \t]*(?:</script>[ \t]*)?$", re.MULTILINE)
_TYPES = re.compile(
    r"\b(?:interface|enum|namespace|declare|abstract class)\s+\w|^\s*(?:export )?type \w+(?:<[^>]*>)? ="
    r"|\b(?:import|export) type\b|\b(?:const|let|var)\s+\w+\s*:|\(\s*\w+\??\s*:\s*[A-Za-z]"
    r"|\)\s*:\s*[A-Za-z][\w<>\[\]|. ]*(?:=>|\{|;)|\bas (?:const\b|[A-Z]\w*)|\w<[A-Z\w\s,\[\]|]+>\("
    r"|\bimplements \w|\bsatisfies \w|\b(?:private|public|readonly) \w|\w!\.|\w\?:",
    re.MULTILINE,
)
_DECORATOR = re.compile(r"^\s*@[A-Za-z_]\w*", re.MULTILINE)
_PROPOSED = re.compile(
    r"\|>|#\{|#\[|\bdo\s*\{[^}]*\}\s*(?!\s*while)[;,)]|\bmatch\s*\([^)]*\)\s*\{|\b(?:await )?using \w+\s*=|\bdefer\b"
)
_SHELL = re.compile(
    r"\s*(?:[$%#>] )?(?:sudo|npm|npx|yarn|pnpm|bun|deno|node|cd|git|curl|mkdir|export \w+=|docker|brew"
    r"|apt(?:-get)?|echo|cat|ls|tsc|vite|ng|nx|vercel|wrangler|heroku)(?:\s+[-\w./:~'\"@<>=^*]+)*\s*(?:#.*)?$"
)
_OUTPUT = re.compile(
    r"\s*(?:\w*Error\b[: ]|Uncaught|at \S+ \(|[│├└┌╭╰|+✓✔✗✖]|\d{4}-\d\d-\d\d|<(?:Buffer|ref)"
    r"|(?:GET|POST|PUT|PATCH|DELETE|HTTP/)"
    r"|\[(?:Function|Object|class)|(?:Map|Set|Promise)(?:\(\d+\))? \{|(?!(?:import|export|try|do) )\w+ \{(?:\s|$))"
)
_TREE = re.compile(r"^\s*(?:[│|]\s*)*[├└]─", re.MULTILINE)
_DATA = re.compile(
    r"\s*(?:[\w.-]+:\s+\S(?!.*[;{(])|[\w-]+=\S|\[[\w.\"' -]+\]\s*$|(?:SELECT|INSERT|UPDATE|query|mutation|type) )"
)
_PROSE = re.compile(r"\s*[A-Z]?[a-z']+,?(?: [A-Za-z'`-]+,?){3,}[.:!?]?\s*$")
_DIFF = re.compile(r"^(?:[-+](?![-+=\d])\s?\S|@@ )", re.MULTILINE)
_DEFINED = re.compile(r"[\w$)\]]\s*:=")
_STAMP = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?")
_RESULT = re.compile(r"^\s*(?:[=~-]>|→|⇒|>{1,3}|<|//=>)(?:\s|$)|\s(?:->|→|⇒|===?>|<==+)\s", re.MULTILINE)
_MEANT = re.compile(
    r"error|throws?\b|invalid|illegal|not (?:allowed|valid|ok|work)|❌|✗|✘|🚫|wrong|\bbad\b|doesn't|won't|cannot|can't"
    r"|incorrect|don't|fail|broken|unsupported",
    re.IGNORECASE,
)
_SYNTAX = re.compile(r"SyntaxError|syntax error|\bparse\b|compile|❌|✗|✘|🚫", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"^\W*(?:or\b|alternatively|vs\.?\b|versus|instead|before|after|old|new|then|either|option|with |using |common)",
    re.IGNORECASE,
)
_ELEMENT_LINE = re.compile(r"^<(?:[A-Za-z][\w.]*[\s/>]|>)", re.MULTILINE)
_METHOD = re.compile(
    r"^(?:async )?(?!(?:if|for|while|switch|catch|function|with)\b)[\w$]+ ?\([^()]*\)\s*\{$", re.MULTILINE
)
_HEADED = re.compile(r"^\s*(?:else\b|catch\b|finally\b|case\b|default\s*:|[})\].,?:&|])")
_OBJECT = re.compile(r"^\{\s*(?:readonly )?['\"]?[\w-]+['\"]?\??\s*:", re.MULTILINE)
_SHAPE = re.compile(r"\s*\{\s*\w+ = (?:Number|String|Array|Object|Boolean|Function)\b")
_CLOSED = re.compile(r"Unexpected token '?[)\]}]")
_ENDED = re.compile(r"Unexpected end of input|Unterminated")
_CODE = re.compile(r"[;{}()=]|\b(?:const|let|var|function|import|export|return|await)\b")
_KEYWORD = re.compile(r"\b(?:const|let|var|function|import|export|require|return|await|new|console|class)\b|=>")
_DIALECTS = re.compile(
    r"\b(?:flow|babel|vue|svelte|astro)\b|<\*>|\$(?:Exact|ReadOnly|Keys|Values|Diff|Rest|Shape|Call)<"
    r"|^\s*(?:\$:|#include|#import|@import|\.\w+\s*\{)",
    re.IGNORECASE | re.MULTILINE,
)


def explained(example: Example, shown: Shown) -> tuple[str, str] | None:
    """Reason and detail when the text is something other than wrong JavaScript; None when it is that."""
    text = text_of(example, shown)
    if text.language in TYPED and not text.translator:
        is_element = text.language != "typescript" or _ELEMENT.search(text.bare)
        return "missing-toolchain", TRANSLATE_ELEMENTS if is_element else TRANSLATE
    found = next(((rule.reason, rule.detail) for rule in RULES if rule.holds(text)), None)
    return found or _of_html(example, text)


def _of_html(example: Example, text: Text) -> tuple[str, str] | None:
    """Pages in HTML label blocks of other languages with their own default too, and may lose the ends of lines."""
    if example.block.fidelity != "exact":
        return "pseudo-code", "the HTML does not keep whitespace"
    if example.block.origin == "html" and not _KEYWORD.search(text.bare):
        return "pseudo-code", "may be no JavaScript: pages in HTML label with their own default too"
    return None


def _first_line(text: Text) -> str:
    lines = (line for line in text.code.split("\n") if line.strip() and not line.lstrip().startswith(("//", "/*", "*")))
    return next(lines, "")


def _begins(pattern: re.Pattern[str]) -> Callable[[Text], object]:
    return lambda text: pattern.match(_first_line(text))


def _is_unbalanced(text: Text) -> bool:
    """Closes what it does not open, or leaves open what it opens: it goes on elsewhere."""
    depth = 0
    for token in tokens(text.code):
        depth += (
            {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0) if token.kind == "operator" else 0
        )
        if depth < 0:
            return bool(_CLOSED.search(text.message))
    return depth > 0 and bool(_ENDED.search(text.message))


def _is_meant(text: Text) -> bool:
    """True when comments near the place say so, or any comment speaks of syntax."""
    return bool(_MEANT.search(text.beside)) or any(map(_SYNTAX.search, text.spoken))


def _lacks_translator(pattern: re.Pattern[str]) -> Callable[[Text], object]:
    return lambda text: not text.translator and pattern.search(text.bare)


def _declares_twice(text: Text) -> bool:
    """The same name twice in one block: what follows stands for what came before."""
    return "has already been declared" in text.message


def _shows_object(text: Text) -> bool:
    """An object, or a type, where a statement would begin: a printed one."""
    stopped = text.message == "Unexpected token ':'" or text.message.startswith("Unexpected identifier")
    return bool(_SHAPE.match(text.code)) or (stopped and bool(_OBJECT.search(text.code)))


def _shows_elements(text: Text) -> bool:
    """Elements at the beginning of lines, below statements or one below the other."""
    return text.language in ("jsx", "tsx") and bool(_ELEMENT_LINE.search(text.code))


def _is_diff(text: Text) -> bool:
    lines = [line for line in text.code.split("\n") if line]
    return bool(_DIFF.search(text.code)) and sum(line[0] in "+-@" for line in lines) > 0 and _begins_as_diff(lines)


def _begins_as_diff(lines: list[str]) -> bool:
    return all(line[0] in "+- @\t}" for line in lines) or any(line.startswith(("+ ", "- ", "@@")) for line in lines)


RULES: tuple[Rule, ...] = (
    Rule("pseudo-code", "shows alternatives one after the other", _declares_twice),
    Rule("not-executable", "a diff", _is_diff),
    Rule("not-executable", "commands of a shell", _begins(_SHELL)),
    Rule("not-executable", "an object, not a script", lambda text: text.part == "expression"),
    Rule("not-executable", "the types of an object's members, not a script", lambda text: is_shape(text.bare)),
    Rule("fragment", "the members of an object that the page does not show", lambda text: text.part == "members"),
    Rule("fragment", "the members of a class that the page does not show", lambda text: text.part == "class body"),
    Rule("fragment", "stands inside a function that the page does not show", lambda text: text.part == "function body"),
    Rule("fragment", "goes on with something that began elsewhere", _begins(_HEADED)),
    Rule("fragment", "is only a part of its code", _is_unbalanced),
    Rule("pseudo-code", "leaves out a part of its code", lambda text: _ELISION.search(text.bare)),
    Rule("pseudo-code", "leaves out a part of its code", lambda text: STANDS_FOR.search(text.code)),
    Rule("placeholder", "holds a placeholder", lambda text: _PLACEHOLDER.search(text.bare)),
    Rule("pseudo-code", "is a template", lambda text: _TEMPLATE.search(text.bare) or _FORMAT.fullmatch(text.code)),
    Rule("not-executable", "markup, not code", _begins(_MARKUP)),
    Rule("pseudo-code", "markup among its code", lambda text: _SCRIPT.search(text.bare)),
    Rule("pseudo-code", "a signature, not code", lambda text: is_declared(text.bare)),
    Rule("pseudo-code", "a signature, not code", lambda text: gives_result(text.code)),
    Rule("pseudo-code", "a signature, not code", lambda text: has_optional(bare(text.line))),
    Rule("pseudo-code", "a definition as mathematics writes it", lambda text: _DEFINED.search(text.bare)),
    Rule("pseudo-code", "shows output among its code", lambda text: _STAMP.search(bare(text.near))),
    Rule("pseudo-code", "shows output among its code", _shows_object),
    Rule("pseudo-code", "shows output among its code", lambda text: text.announced),
    Rule("missing-toolchain", TRANSLATE_ELEMENTS, _lacks_translator(_ELEMENT)),
    Rule("fragment", "elements beside statements, which stand elsewhere in a component", _shows_elements),
    Rule("fragment", "a method without its class", lambda text: _METHOD.search(text.bare)),
    Rule("not-executable", "output, not code", _begins(_OUTPUT)),
    Rule("not-executable", "a tree of files, not code", lambda text: _TREE.search(text.bare)),
    Rule("pseudo-code", "shows alternatives one after the other", lambda text: any(map(_OTHERWISE.match, text.spoken))),
    Rule("missing-toolchain", "uses decorators, which Node does not read", lambda text: _DECORATOR.search(text.bare)),
    Rule(
        "missing-toolchain",
        "uses syntax that this release of Node does not read",
        lambda text: _PROPOSED.search(text.bare),
    ),
    Rule("pseudo-code", "may be another language", lambda text: _DIALECTS.search(text.code)),
    Rule("missing-toolchain", TRANSLATE, _lacks_translator(_TYPES)),
    Rule("incomplete", "does not compile, as the page says", _is_meant),
    Rule("pseudo-code", "a signature, not code", lambda text: is_signature(text.line)),
    Rule("pseudo-code", "shows output among its code", lambda text: _RESULT.search(text.near)),
    Rule("not-executable", "data, not code", _begins(_DATA)),
    Rule("pseudo-code", "holds a sentence", lambda text: _PROSE.match(text.line)),
    Rule("not-executable", "may be no code", lambda text: not _CODE.search(text.bare)),
    Rule("pseudo-code", "no small correction makes code of it", lambda text: text.part == "other"),
)
