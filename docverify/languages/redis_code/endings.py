"""Why the reply to a command need not be the one that a page shows."""

import re
from collections.abc import Iterator, Sequence

from docverify.languages.redis_code.words import words_of
from docverify.model import Example, Run
from docverify.order import above

Reason = tuple[str, str] | None

_OF_SERVER = re.compile(
    r"ACL|BG(?:REWRITEAOF|SAVE)|CLIENT|CLUSTER|COMMAND|CONFIG|DEBUG|DUMP|HELLO|INFO|LASTSAVE|LATENCY|LOLWUT|MEMORY"
    r"|MODULE|OBJECT|PUBSUB|ROLE|SAVE|SHUTDOWN|SLOWLOG|TIME|WAIT(?:AOF)?|XINFO"
)
"""Commands that ask for the server, its clients and its history, and for no data that a page puts there."""
_LISTENS = re.compile(r"[PS]?SUBSCRIBE|MONITOR")
_VARIES = re.compile(r"[HSZ]?SCAN|[HSZ]RANDMEMBER|HRANDFIELD|RANDOMKEY|SPOP|P?TTL|P?EXPIRETIME")
"""Commands whose replies are chosen at random, or tell of the time that has passed."""
_READS = re.compile(
    r"EXISTS|TYPE|KEYS|LCS|STRLEN|SUBSTR|H?M?GET|GET(?:BIT|RANGE)|H(?:GETALL|KEYS|VALS|LEN|EXISTS|STRLEN)"
    r"|L(?:RANGE|INDEX|LEN|POS)|S(?:MEMBERS|CARD|M?ISMEMBER|INTER(?:CARD)?|UNION|DIFF)|Z(?:REV)?RAN(?:GE|K)\w*"
    r"|Z(?:M?SCORE|CARD|COUNT|LEXCOUNT|INTER(?:CARD)?|UNION|DIFF)|BIT(?:COUNT|POS)|PFCOUNT|GEO(?:POS|DIST|HASH|SEARCH)"
    r"|X(?:(?:REV)?RANGE|READ(?:GROUP)?|LEN|INFO|PENDING|ACK|(?:AUTO)?CLAIM|DEL|TRIM|GROUP)|DEL|UNLINK|P?EXPIRE\w*"
    r"|[HSZ]?SCAN|P?TTL|SS?PUBLISH|PUBLISH|SPUBLISH"
)
"""Commands that put nothing there."""
_ERROR = "(error) "
_REFUSED = re.compile(
    r"\(error\) (?:NOAUTH|NOPERM|DENIED|MISCONF|LOADING|CLUSTERDOWN|CROSSSLOT|READONLY"
    r"|ERR (?:unknown (?:command|subcommand)|wrong number of arguments|syntax error|unsupported|This instance has "
    r"|.*\bnot allowed\b|.*\bdisabled\b))",
    re.IGNORECASE,
)
"""What a server says that does not know a command in this form, or must not do it: another release, or setting, may."""
_NOTHING_THERE = re.compile(r"\((?:nil|integer\) 0|integer\) -[12]|empty [^)]*)\)?")
_MISSING = re.compile(r"\(error\) (?:NOGROUP|ERR no such key|ERR .*requires the key to exist)")
_KEYWORD = re.compile(r"[A-Z]+|[-+(\[]?[\d.-]*")


def explained(example: Example, run: Run, page: Sequence[Example]) -> Reason:
    """Reason and detail where what the last command that ran was told may not be the page's mistake."""
    typed = [step.code for step in example.steps[: len(run.steps)]]
    if not typed:
        return None
    command, reply, shown = typed[-1], run.steps[-1].stdout, example.steps[len(typed) - 1].expected
    if run.exception and run.exception.type == "ValueError":
        return "incomplete", f"the console takes no such line: `{command[:80]}`"
    if _REFUSED.match(reply) and not (shown or "").startswith(_ERROR):
        return "unsupported-by-backend", f"the server does not take `{command[:80]}`: {reply.strip()[:120]}"
    if shown is None:
        return _unspoken(command, reply)
    absent = "fragment", f"`{command[:80]}` works on what the page does not put there"
    if _MISSING.match(reply):
        return absent
    is_filled = not _NOTHING_THERE.match(reply) or _is_filled(command, typed[:-1], example, page)
    return _of_its_kind(words_of(command)) or (None if is_filled else absent)


def _of_its_kind(words: Sequence[str]) -> Reason:
    """What follows from the command alone, which may be the second word: FUNCTION DUMP."""
    names = [word.upper() for word in words[:2]]
    if not names:
        return None
    if _OF_SERVER.fullmatch(names[0]) or names[-1] == "DUMP":
        return "incomplete", f"what `{names[0]}` tells is of the server that it runs on"
    if _LISTENS.fullmatch(names[0]):
        return "long-running", f"`{names[0]}` waits for what others send"
    return ("incomplete", f"what `{names[0]}` tells changes from run to run") if _VARIES.fullmatch(names[0]) else None


def _unspoken(command: str, reply: str) -> Reason:
    """An error is a reply like any other, which a page without replies may mean to be seen."""
    if reply.startswith(_ERROR):
        return (
            "incomplete",
            f"`{command[:80]}` is answered by an error, of which the page says nothing: {reply.strip()[:120]}",
        )
    return None


def _is_filled(command: str, above: Sequence[str], example: Example, page: Sequence[Example]) -> bool:
    """True when any of what the command names was named before, by a command that puts something there."""
    names = {word for word in words_of(command)[1:] if not _KEYWORD.fullmatch(word)}
    put = (words_of(line) for line in (*above, *_before(example, page)))
    filled = (word for words in put if words and not _READS.fullmatch(words[0].upper()) for word in words[1:])
    return not names or any(word in names for word in filled)


def _before(example: Example, page: Sequence[Example]) -> Iterator[str]:
    for one in above(example, page):
        if one.language == example.language and one.refusal is None:
            yield from (step.code for step in one.steps)
