"""What the console of Redis answers, and when another answer than the page's is no mistake of the page."""

import pytest
from msgspec.structs import replace

from docverify.languages.redis import redis
from docverify.languages.redis_code.notation import is_same
from docverify.model import Example, StepRun
from tests.languages import building
from tests.languages.building import run


def read(code: str) -> Example:
    """As it is where a backend is a Redis."""
    return replace(building.read(code, "redis"), refusal=None)


@pytest.mark.parametrize(
    ("code", "certain"),
    [
        ("redis> GET tins\n(nil)", True),
        ("redis 127.0.0.1:6379> GET tins", True),
        ("> GET tins\n(nil)", True),
        ("> SET tins 1\nOK", True),
        ('> HGET tins tea\n"assam"\n', True),
        ('> LRANGE shelf 0 -1\n1) "assam"', True),
        ("> GET tins", False),
        ("> tins\n(nil)", True),
        ("> tins('a')\n\"assam\"", False),
        ("> X + 1\n2", False),
        ("SET tins 1\nGET tins", False),
    ],
)
def test_a_bare_prompt_is_redis_with_a_reply_of_redis(code: str, certain: bool) -> None:
    assert redis.recognises(code) is certain


@pytest.mark.parametrize(
    ("command", "shown", "said", "same"),
    [
        ("GET tea", "assam", '"assam"', True),
        ("DEL tea", "0", "(integer) 0", True),
        ("GET tea", "assam", '"oolong"', False),
        ("DEL tea", "1", "(integer) 0", False),
        ("KEYS *", "(empty list or set)", "(empty array)", True),
        ("DEBUG SLEEP 1", "OK\n(1.00s)", "OK", True),
        ("SMEMBERS shelf", '1) "a"\n2) "b"', '1) "b"\n2) "a"', True),
        ("LRANGE shelf 0 -1", '1) "a"\n2) "b"', '1) "b"\n2) "a"', False),
        ("HGETALL tin", '1) "a"\n2) "1"\n3) "b"\n4) "2"', '1) "b"\n2) "2"\n3) "a"\n4) "1"', True),
        ("HGETALL tin", '1) "a"\n2) "1"\n3) "b"\n4) "2"', '1) "a"\n2) "2"\n3) "b"\n4) "1"', False),
        ("XADD s * a 1", '"1526919030474-0"', '"1795972656058-0"', True),
        ("XADD s 7-1 a 1", '"7-1"', '"7-2"', False),
        ("EXEC", "1) (integer) 1", "1) 1) (integer) 1", False),
        ("LRANGE shelf 0 -1", '1) "a"', '1) "a"\n2) "b"', False),
    ],
)
def test_a_reply_is_the_same_however_it_is_written(command: str, shown: str, said: str, same: bool) -> None:
    assert is_same(command, shown, said) is same


@pytest.mark.parametrize(
    ("code", "replies", "reason"),
    [
        ("> SET tins 1\nOK\n> GET tins\n(nil)", ["OK", '"1"'], None),
        ("> GET tins\n(integer) 3", ["(nil)"], "fragment"),
        ("> SET tins 3\n> DEL tins\n> GET tins\n(integer) 3", ["OK", "(integer) 1", "(nil)"], None),
        ("> LLEN tins\n> GET tins\n(integer) 3", ["(integer) 0", "(nil)"], "fragment"),
        ("> XGROUP CREATE s g 0\nOK", ["(error) ERR The XGROUP subcommand requires the key to exist."], "fragment"),
        ('> CONFIG GET maxmemory\n1) "maxmemory"', ["(empty array)"], "incomplete"),
        ("> FUNCTION DUMP\n(nil)", ['"\\xf5"'], "incomplete"),
        ("> SET tins 1\n> TTL tins\n(integer) 9", ["OK", "(integer) -1"], "incomplete"),
        ("> SUBSCRIBE shop\n(nil)", ['1) "subscribe"'], "long-running"),
        (
            "> CLUSTER LINKS\n(nil)",
            ["(error) ERR This instance has cluster support disabled"],
            "unsupported-by-backend",
        ),
        ("> HPEXPIRE a\n(integer) 1", ["(error) ERR unknown command 'HPEXPIRE'"], "unsupported-by-backend"),
        ("> AUTH a b\n(error) NOAUTH no", ["(error) NOAUTH yes"], None),
        ("SET tins many\nINCR tins", ["OK", "(error) ERR value is not an integer"], "incomplete"),
        ("> SET tins many\n> INCR tins\n(integer) 1", ["OK", "(error) ERR value is not an integer"], None),
    ],
)
def test_why_a_reply_is_another_one(code: str, replies: list[str], reason: str | None) -> None:
    one = read(code)
    ended = run(one, *(StepRun(f"{reply}\n", exit_code=int(reply.startswith("(error)"))) for reply in replies))
    assert (redis.reason(one, ended, [one]) or (None,))[0] == reason


def test_what_an_example_above_put_there_is_there() -> None:
    above, one = read("SET tins 3"), replace(read("> GET tins\n(integer) 3"), id="below")
    ended = run(one, StepRun("(nil)\n", exit_code=0))
    assert redis.reason(one, ended, [above, one]) is None
