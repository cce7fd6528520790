"""Where files lie, at home, on another system or among what is installed, and what a trace says of it: no part of what
a page says."""

import re
import sys

from docverify.judge.matchers.elisions import agrees
from docverify.judge.matchers.layout import tidy
from docverify.judge.matchers.notation import plain

_WINDOWS = re.compile(r"(?<![\w/])[A-Za-z]:(?:\\{1,2}|/)\w[^'\"<>|*?\n,)\]]*")
_SYSTEM = re.compile(
    r"(?<![\w.])(?:(?:/Users/[\w.@+-]+|~)?/Library/|/private/(?:tmp|var)/|/var/folders/|/data/(?:data|user)/|/storage/emulated/)"
)
"""Where macOS and Android have what other systems have elsewhere."""
_HOME = re.compile(r"(?:/home|/Users|/root)(?:/[\w.@+-]+)+/?|(?<![\w/.~])~(?:/[\w.@+-]+)+/?")
_WORK = re.compile(r"(?<![\w/])/page(?:/[\w.@+-]+)*/?")
"""The folder that examples run in."""
_WIDTH = re.compile(r"(?<![a-z])c_(u?)(?:int|long)(?![a-z\d])")
"""Types of C that are one where they have the same width: what a system calls them is its own."""
_PROGRAMS = re.compile(r"(?<![\w.])(?:/usr(?:/local)?)?/s?bin/(?=\w)")
_INSTALLED = re.compile(r"(?<![^\s'\"<>(])[^\s'\"<>(]*/(?:(?:site|dist)-packages|layers/python)/")
_RUNNER = re.compile(r"/?<(?:doctest|ipython-input|python-input|stdin|string|console)\b[^<>\n]*>(?::\d+|, line \d+)?")
"""Where code stands for those who run it as a test, or type it."""
_FRAME = r"[ \t]+at (?:[^\n(]*\([^\n]*\)|[^\n]*:\d+:\d+)(?=[ \t]*\{?[ \t]*$)"
_FRAMES = re.compile(rf"^{_FRAME}(?:\n(?:{_FRAME}|[ \t]*(?:at )?(?:\.{{3}}|…)[ \t]*$))*", re.MULTILINE)
"""Where a trace of JavaScript says how an error came about."""
_PAGE = r"[\w./-]+\.(?:adoc|html?|ipynb|mdx?|rst|txt)"
_USED_AS = re.compile(rf"(?:^usage: ({_PAGE})(?=\s|$)|^({_PAGE})(?=: error: ))", re.MULTILINE)
"""A program that calls itself by the name of the file that it stands in."""
_PROGRAM = re.compile(r"^usage: (\S+)|^(\S+)(?=: error: )", re.MULTILINE)
_RELEASE = re.compile(r"(?<![\w.])[23]\.\d{1,2}\.\d{1,2}(?:(?:a|b|rc)\d+|\+)?(?![\w.]*\d)")
_INSIDE = r"(?=/(?:bin|lib)/(?:lib)?python)"
_PREFIX = re.compile(rf"(?<![\w.~/])(?:/[\w.@+-]+)+?(?:{_INSIDE}|(?=[^\w.@+/-]|\Z))")
"""A folder that Python may be installed in, without what of it is shown."""
_LIBRARY = re.compile(r"(?<=/python)[23]\.\d{1,2}t?\b")
_HERE = re.compile(r"(?<![\w/.])(?:/[\w.@+-]+)+\.(?:md|rst|txt|ipynb|py)(?::\d+|, line \d+)")


def is_elsewhere(expected: str, actual: str) -> bool:
    """True when the two differ in where files lie alone, or the page shows paths of a system where there are none."""
    if any(system.search(expected) and not system.search(actual) for system in (_WINDOWS, _SYSTEM)):
        return True
    wanted, got = (tidy(text) for text in (expected, actual))
    hidden, here = (_INSTALLED.sub("<layer>/", _PROGRAMS.sub("/bin/", text)) for text in (wanted, got))
    if plain(_at_home(hidden)) == plain(_at_home(here)):
        return True
    if _is_another_program(wanted, got) or _is_another_python(wanted, got):
        return True
    if _WIDTH.search(wanted) and agrees(*(_WIDTH.sub(r"c_\1int", text) for text in (wanted, got))):
        return True
    return bool(_RUNNER.search(hidden)) and agrees(_RUNNER.sub("<place>", hidden), _HERE.sub("<place>", here))


def _is_another_program(wanted: str, got: str) -> bool:
    """True where a program has the name of its page here, and that of a reader's file there; it lays out by that."""
    here, there = _USED_AS.search(got), _PROGRAM.search(wanted)
    if here is None or there is None:
        return False
    named = ((got, here[1] or here[2]), (wanted, there[1] or there[2]))
    said = [re.sub(rf"(?<![\w./-]){re.escape(name)}(?![\w/-])", "<program>", text).split() for text, name in named]
    return said[0] == said[1]


def _is_another_python(wanted: str, got: str) -> bool:
    """True where the Python that runs it, by its release or its folder, is another one there, and all else the same."""
    told, released = re.subn(rf"(?<![\w./]){re.escape(sys.version.split()[0])}(?![\w.]*\d)", "<release>", got)
    inside = "" if released else _INSIDE
    told, placed = re.subn(rf"(?<![\w.~/]){re.escape(sys.base_prefix)}{inside}", "<prefix>", told)
    there = _RELEASE.sub("<release>", wanted) if released else wanted
    there = _PREFIX.sub("<prefix>", there) if placed else there
    return told != got and plain(_LIBRARY.sub("", told)) == plain(_LIBRARY.sub("", there))


def is_traced_elsewhere(expected: str, actual: str) -> bool:
    """True when the two differ in nothing but the frames of a trace, which are those of one machine and release."""
    if not (_FRAMES.search(expected) and _FRAMES.search(actual)):
        return False
    wanted, got = (_FRAMES.sub("<frames>", tidy(text)) for text in (expected, actual))
    return agrees(wanted, got)


def _at_home(text: str) -> str:
    return _WORK.sub("<home>", _HOME.sub("<home>", text))
