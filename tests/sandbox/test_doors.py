"""What examples call where doors are open, and who is asked then."""

import select
import socket
import threading
from collections.abc import Callable, Sequence

import msgspec
import pytest

from docverify.errors import SandboxError
from docverify.model import Body, Door, Exchange, Limits, Network, Plan, Request, Run, Step, Task
from docverify.sandbox import bwrap, none
from docverify.sandbox.wall.questions import Questions
from docverify.sandbox.wall.resolver import asked_name, backend, is_named, no_such_name
from docverify.sandbox.wall.session import Conversation

NETWORK = Network(
    doors=(Door("127.77.0.1", 80, "http"), Door("127.0.0.1", 6379, "tcp")),
    hosts=("api.example.com", "*.shared.example.com"),
    files={"/etc/ssl/certs/ca-certificates.crt": b"trusted"},
    environ={"API_SERVER": "http://api.example.com"},
)


class Greeting:
    """Says hello to whoever connects, and notes which task ran."""

    def __init__(self) -> None:
        self.found: list[Exchange] = []
        self.listening: list[socket.socket] = []
        self.threads: list[threading.Thread] = []

    def serve(self, network: Network, descriptors: Sequence[int], asking: Callable[[], int | None]) -> "Greeting":
        for door, number in zip(network.doors, descriptors, strict=True):
            listening = socket.socket(fileno=number)
            self.listening.append(listening)
            thread = threading.Thread(target=self._greet, args=(door, listening, asking), daemon=True)
            thread.start()
            self.threads.append(thread)
        return self

    def end(self) -> list[Exchange]:
        for one in self.listening:
            one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self.threads:
            thread.join(5)
        found, self.listening, self.threads = self.found, [], []
        self.found = []
        return found

    def _greet(self, door: Door, listening: socket.socket, asking: Callable[[], int | None]) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                request = Request(method="GET", host=f"{door.address}:{door.port}", status=200)
                self.found.append(Exchange(asking(), "greeting", request, Body(), Body()))
                connection.sendall(b"hello")


CALL = "import socket\ntold = socket.create_connection(({host!r}, {port}), 5)\nprint(told.recv(9).decode())"


@pytest.fixture
def outside(state):
    opened = bwrap.tier.open(state, 13)
    greeting = Greeting()
    opened.connect(greeting)
    yield opened
    opened.close()


def plan(*codes: str, network: Network = NETWORK) -> Plan:
    tasks = tuple(Task(f"e{number}", "python", "s", (Step(code, number + 1),)) for number, code in enumerate(codes))
    return Plan("docs/page.md", "page-order", tasks, {}, Limits(seconds=10.0), network=network)


def printed(runs: Sequence[Run]) -> list[str]:
    return [run.steps[0].stdout.strip() for run in runs]


def test_names_of_backends_lead_out_and_each_call_is_known_by_its_example(outside):
    call = CALL.format(host="api.example.com", port=80)
    below = CALL.format(host="eu.shared.example.com", port=80)
    runs = outside.run(plan(call, "print(1)", call + "\n" + below), lambda _: None)
    assert printed(runs) == ["hello", "1", "hello\nhello"]
    assert [[one.task for one in run.exchanges] for run in runs] == [[0], [], [2, 2]]


def test_a_service_on_the_own_machine_is_one_outside(outside):
    runs = outside.run(plan(CALL.format(host="localhost", port=6379)), lambda _: None)
    assert [one.request.host for one in runs[0].exchanges] == ["127.0.0.1:6379"]


def test_any_other_name_is_refused_and_told(outside):
    caught = "try:\n    {}\nexcept OSError as error:\n    print(type(error).__name__)"
    code = "import socket\n" + caught.format("socket.create_connection(('api.example.org', 80), 5)")
    code += "\n" + caught.format("socket.create_connection(('203.0.113.7', 80), 5)")
    (run,) = outside.run(plan(code), lambda _: None)
    assert printed([run]) == ["gaierror\nOSError"]
    assert (run.hosts, run.exchanges) == (("api.example.org",), ())


def test_what_is_trusted_and_where_the_backend_is_stands_where_examples_look(outside):
    code = "import os\nprint(open('/etc/ssl/certs/ca-certificates.crt').read(), os.environ['API_SERVER'])"
    assert printed(outside.run(plan(code), lambda _: None)) == ["trusted http://api.example.com"]


def test_without_doors_nothing_of_it_is_there(outside):
    code = "import os\nprint(os.path.exists('/etc/ssl/certs/ca-certificates.crt'), 'API_SERVER' in os.environ)"
    assert printed(outside.run(plan(code, network=Network()), lambda _: None)) == ["False False"]


def test_a_sandbox_without_a_way_out_says_so(state):
    opened = none.tier.open(state, 0)
    with pytest.raises(SandboxError, match="no way to backends"):
        opened.run(plan("print(1)"), lambda _: None)
    opened.close()


def query(name: str, kind: int) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    head = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
    return head + labels + b"\x00" + kind.to_bytes(2, "big") + b"\x00\x01"


def test_a_backend_has_one_address_and_no_other():
    asked = query("api.example.com", 1)
    answer = backend(asked)
    assert asked_name(asked) == "api.example.com"
    assert answer[:4] == b"\x12\x34\x81\x80"
    assert answer.endswith(b"\x00\x04" + socket.inet_aton("127.77.0.1"))
    assert backend(query("api.example.com", 28))[6:8] == b"\x00\x00"
    assert no_such_name(asked)[3] & 15 == 3


@pytest.mark.parametrize("message", [b"", b"\x12", query("a", 1)[:14], b"\x00" * 12 + b"\x3f", b"\xff" * 40])
def test_what_is_no_question_is_answered_without_harm(message):
    assert asked_name(message) == "" or asked_name(message).isprintable()
    assert len(backend(message)) < 100
    assert len(no_such_name(message)) < 100


def test_names_below_a_domain_are_not_the_domain():
    hosts = ("api.example.com", "*.shared.example.com")
    named = ["api.example.com", "a.shared.example.com", "a.b.shared.example.com"]
    others = ["shared.example.com", "example.com", "xapi.example.com"]
    assert [one for one in [*named, *others] if is_named(one, hosts)] == named


def test_a_question_that_nobody_answers_any_more_has_no_answer():
    questions = Questions()
    answers: list[int | None] = []
    thread = threading.Thread(target=lambda: answers.append(questions.ask()))
    thread.start()
    questions.close()
    thread.join(5)
    assert [*answers, questions.ask()] == [None, None]


def test_who_asks_before_it_is_said_that_an_example_runs_is_told_once_it_is():
    ours, theirs = socket.socketpair()
    control, _ = socket.socketpair()
    with ours, theirs, control, _:
        conversation = Conversation(plan("print(1)"), ours, control, walled=False)
        conversation.questions = Questions()
        answers: list[int | None] = []
        asking = threading.Thread(target=lambda: answers.append(conversation.questions.ask()))
        holding = threading.Thread(target=lambda: conversation.hold({}, lambda _: None, careful=True))
        asking.start()
        select.select([conversation.questions.bell], [], [], 5)
        holding.start()
        theirs.recv(1 << 20)  # the order: from now on the bell is heard
        asking.join(0.1)
        body = msgspec.json.encode({"begin": 0})
        theirs.sendall(len(body).to_bytes(4, "big") + body)
        asking.join(5)
        theirs.close()
        holding.join(5)
        conversation.close()
    assert answers == [0]


def test_a_plan_with_doors_can_be_sent():
    whole = plan("print(1)")
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Plan) == whole
