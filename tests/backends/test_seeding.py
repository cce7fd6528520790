"""A clean backend is filled by the steps of a file, and tells what pages cannot know before."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docverify.backends.instance.asking import Asked
from docverify.backends.instance.seeding import Filling, Seeder, asked, read_seed, seed_file
from docverify.errors import BackendError
from docverify.model import BackendConfig
from docverify.model.config import Ready
from docverify.registry import members

SERVICE = str(Path(__file__).with_name("service.py"))


@pytest.fixture
def seeder(tmp_path: Path) -> Iterator[Seeder]:
    config = BackendConfig(start=(sys.executable, SERVICE, "{port}"), ready=Ready(http="/health"))
    service = members("backends")["process"].open("cups", config, tmp_path, {})
    service.begin()
    yield Seeder("cups", service.upstream(), tmp_path, {})
    service.close()


def test_replies_tell_ids_and_later_steps_know_them(seeder: Seeder) -> None:
    made = Filling(request="POST /named", body={"size": 1}, name="Cup", id="made.id")
    told = seeder.fill([made, made, Filling(request="GET /named/{seed.Cup.1}")], {})
    assert list(told) == ["Cup.0", "Cup.1"]
    assert told["Cup.0"] != told["Cup.1"]


def test_a_command_fills_it_too(seeder: Seeder) -> None:
    write = "import sys; open('filled', 'w').write(sys.argv[1])"
    seeder.fill([Filling(exec=(sys.executable, "-c", write, "{APP}"))], {"APP": "p1"})
    assert (seeder.folder / "filled").read_text() == "p1"


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Filling(request="GET /named/none"), r"GET /named/none was answered by 404: {\"cup\": null}"),
        (Filling(request="POST /cups", body=1, name="Cup"), "told no id to POST /cups"),
        (Filling(exec=(sys.executable, "-c", "raise SystemExit('no tea')")), "could not be filled: .* 1: no tea"),
    ],
)
def test_a_step_that_does_not_work_is_an_error(seeder: Seeder, step: Filling, said: str) -> None:
    with pytest.raises(BackendError, match=said):
        seeder.fill([step], {})


def test_what_stands_in_braces_is_put_in_everywhere() -> None:
    step = Filling(request="POST /of/{APP}", headers={"Key": "{secret.key}"}, body={"app": ["{APP}", 1, "{other}"]})
    sent = asked(step, {"APP": "p1", "secret.key": "real"})
    assert (sent.method, sent.path, sent.headers["Key"]) == ("POST", "/of/p1", "real")
    assert json.loads(sent.body or b"") == {"app": ["p1", 1, "{other}"]}


def test_a_text_is_sent_as_it_is() -> None:
    assert asked(Filling(request="PUT /a", body="x={APP}"), {"APP": "p1"}) == Asked("PUT", "/a", {}, b"x=p1")


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("docs/cups.md", "seeds/docs/cups.json"),
        ("docs/pots.md", None),
        ("https://docs.example/cups", "seeds/docs.example/cups.json"),
        ("../cups.md", None),
        ("/cups.md", "seeds/cups.json"),
    ],
)
def test_each_page_has_its_own_file_or_none_and_none_outside_of_the_folder(
    tmp_path: Path, page: str, file: str | None
) -> None:
    for name in ("cups", "seeds/docs/cups", "seeds/docs.example/cups", "seeds/cups"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / f"{name}.json").write_text("[]")
    assert seed_file("seeds/{page}.json", page, tmp_path) == (tmp_path / file if file else None)


@pytest.mark.parametrize("text", ["{}", '[{"request": "GET /", "exec": ["a"]}]', '[{"requests": "GET /"}]', "[{}]"])
def test_a_file_that_holds_no_steps_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "seed.json").write_text(text)
    with pytest.raises(BackendError, match=r"the backend cups cannot be filled: .*seed\.json"):
        read_seed("cups", tmp_path / "seed.json")
    with pytest.raises(BackendError, match=r"cannot be filled: .*none\.json"):
        read_seed("cups", tmp_path / "none.json")
