"""Which names code binds at its top level, and which it needs from elsewhere."""

import ast

import pytest

from docverify.languages.javascript_code.names import names as javascript_names
from docverify.languages.python_code.names import names

CASES = {
    "x = 1; y = x + z": ("x y", "z"),
    "x = x + 1": ("x", "x"),
    "x += 1": ("x", "x"),
    "a: int = b": ("a", "b"),
    "a: T": ("", "T"),
    "(n := f())": ("n", "f"),
    "a.b = c": ("", "a c"),
    "del q": ("", "q"),
    "for i in q:\n    print(i, r)": ("i", "q r"),
    "with a as b, c as (d, e): b": ("b d e", "a c"),
    "try:\n    f()\nexcept E as e:\n    print(e)": ("e", "E f"),
    "import a.b as c, d.e": ("c d", ""),
    "from a import b, c as d": ("b d", ""),
    "from a import *\nz": ("", ""),
    "[i * k for i in rows if i]": ("", "k rows"),
    "{k: v for k, v in items}": ("", "items"),
    "def f(a, *b, c=d, **e): return a + b + g": ("f", "d g"),
    "def f(): return f() + later\nlater = 1": ("f later", ""),
    "def f():\n    global g\n    g = 1": ("f g", ""),
    "def f():\n    def g(): return n\n    n = 1\n    return g": ("f", ""),
    "async def f(): return await g()": ("f", "g"),
    "@d\ndef f(x: T) -> R: y: L = 1": ("f", "L R T d"),
    "lambda u, w=t: u + w + s": ("", "s t"),
    "class A(B):\n    x = 1\n    y = x\n    def m(self): return C, A": ("A", "B C"),
    "match v:\n    case [a, *rest]: a\n    case {'k': b, **more}: b": ("a b more rest", "v"),
    "print(__name__, len([]))": ("", ""),
    "[y := f(x), x**2]": ("y", "f x"),
}


@pytest.mark.parametrize("code", CASES)
def test_names_are_bound_and_needed_in_the_order_of_running(code: str) -> None:
    bound, needed = names(ast.parse(code))
    assert (" ".join(sorted(bound)), " ".join(sorted(needed))) == CASES[code]


JAVASCRIPT = {
    "function pour(cup: Cup): Tea": ("", "Cup Tea pour"),
    "function pour(cup: Cup): Tea { return 1 }": ("pour", "Cup Tea"),
    "function pour(cup: Cup): Tea;\nfunction pour(cup) { return cup }": ("pour", "Cup Tea"),
    "const a: A = b": ("a", "A b"),
    "const a: Map<A, B> = c, d: D = e": ("a d", "A B D Map c e"),
    "const { a, b: c, ...d } = x, e = f(g), h": ("a c d e h", "f g x"),
    "const a = b < c, d = 4": ("a d", "b c"),
    "let a: () => void = b": ("a", "b"),
    "const a: (x: number) => List<string> = b, c = 3": ("a c", "List b"),
    "const a = b ? c : d, e = 3": ("a e", "b c d"),
    "let a\nb(c)": ("a", "b c"),
    "let a: A\nb(c)": ("a", "A b c"),
    "let a // b\n{ c(d) }": ("a", "c d"),
    "let a,\n  b\nc(d)": ("a b", "c d"),
    "var a\n  , b\n  = c\nd()": ("a b", "c d"),
    "const {\n  a,\n  b\n}\n= c\nd()": ("a b", "c d"),
    "import a\n  from 'b'\nc()": ("a", "c"),
    "for (const a of b) a": ("", "b"),
    "import a, { b as c } from 'd'": ("a b c", ""),
    "declare const a: A": ("a", "A"),
    "var type = a / 2": ("type", "a"),
    "type A = B": ("A", "B"),
    "of(1).pipe(a)\nset(get(b), 2)": ("", "a b get of set"),
    "import { from, as } from 'a'\nas(from, b)": ("as from", "b"),
    "import type { A } from 'b'": ("A", ""),
    "for (const a of (b)) c as (D)": ("", "b c D"),
    "class A { get b() { return from(this) } set b(c) {} }": ("A", "b from"),
}


@pytest.mark.parametrize("code", JAVASCRIPT)
def test_names_of_javascript_and_of_types(code: str) -> None:
    defines, needs = JAVASCRIPT[code]
    assert javascript_names(code) == (frozenset(defines.split()), frozenset(needs.split()))
