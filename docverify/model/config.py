"""What a user may configure, with the defaults."""

from msgspec import Struct

NEWEST = "latest"
"""In a matrix: the newest final release that the registry has."""
STRICT = ("unknown-query", "get-with-body", "json-content-type")
"""What a backend may let pass that the service would not."""
HASH = "{page_hash}"
"""In the value of a tenant: what makes it another one."""
INSTALLABLE = ("python", "javascript", "go", "rust", "java")
"""Languages whose packages can be installed."""


class Setup(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What each page of a documentation takes for granted, in one language: exactly one of `code` and `file`."""

    code: str = ""
    """Run before the examples of each session. Once the config is loaded, of a file too."""
    file: str = ""
    """A file below the folder of the config that holds it."""


class SourceConfig(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Where documentation comes from: exactly one of `path`, `git` and `url`."""

    path: str = ""
    git: str = ""
    url: str = ""
    revision: str = ""
    """Branch, tag or commit of a git source; empty for its default branch."""
    include: tuple[str, ...] = ()
    """Globs in `.gitignore` syntax, relative to the source; empty for every page of a known format."""
    exclude: tuple[str, ...] = ()
    """Globs in the same syntax. For a site, both are of paths below its URL."""
    language: str = ""
    """Label that blocks without one have, for instance `python`; empty to let the pages tell."""
    labels: dict[str, str] = {}
    """What labels of these pages alone stand for, as blocks have them: `{ cli = "redis" }`."""
    setup: dict[str, Setup] = {}
    """By language, what runs before its examples in each session of a page; dialects have that of their family."""
    checkout: str = ""
    """For a site: folder on this machine that it is built from, so that examples are tied to its files and lines."""
    max_pages: int = 10_000
    """For a site: pages after which the crawl stops, and is not complete."""
    max_depth: int = 64
    """For a site: links from a seed to a page, at most."""
    concurrency: int = 8
    """For a site: requests to one host at a time, at most."""
    contact: str = ""
    """For a site: address or URL of whoever runs the crawl, for the site's owner; part of the User-Agent."""


class Credential(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What one host asks for: a bearer token, or a user and a password; each is the name of an environment variable."""

    token_env: str = ""
    user_env: str = ""
    password_env: str = ""


class EnvironmentConfig(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What one language's examples may import."""

    install: tuple[str, ...] = ()
    """Requirements as the language's package manager reads them, or a local project: `.`."""
    scripts: bool = False
    """True to run the packages' own install scripts and to build what is not built: code of others, behind the wall."""
    inferred: bool = False
    """True to install too what the install commands and manifests on the pages name; `install` goes before them."""


class Limits(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """What one example may use; `memory` counts for the whole sandbox."""

    seconds: float = 10.0
    memory: int = 1024
    """MiB."""
    output: int = 256
    """KiB of each of stdout and stderr that are kept."""
    processes: int = 64


class TrackerConfig(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Where issues live."""

    kind: str = "outbox"
    repository: str = ""
    """`owner/name`, for GitHub."""
    base_url: str = ""
    """API root of a GitHub Enterprise server; empty for github.com."""
    token_env: str = "GITHUB_TOKEN"
    """Name of the environment variable that holds the token."""
    drift: tuple[str, ...] = ("output", "version")
    """Kinds of drift that open issues; failures always do. What a release broke would be one of these two otherwise."""
    open_per_run: int = 5
    """New issues a run may open; the rest wait for the next one."""
    open_at_once: int = 10
    """Open issues of ours at which no further one is opened."""


class Ready(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """When a backend may be asked: once its port takes connections, and the path answers with less than 400."""

    http: str = ""
    """A path, for instance `/health`; empty for what does not speak HTTP, or answers as soon as it listens."""
    seconds: float = 20.0
    """How long that may take."""


class Reset(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """How a backend becomes clean again; where neither is given, it is started anew."""

    http: str = ""
    """Method and path, for instance `POST /reset`."""
    exec: tuple[str, ...] = ()
    """A command and its arguments; `{port}` stands for the backend's port. Once it has ended the backend must be ready
    again."""


class Tenant(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A part of a backend that nobody else uses: a project, an application, an account, a database."""

    var: str = ""
    """How `env`, `placeholders`, `reset` and `seed` mean it: `APP_ID` for `{APP_ID}`."""
    value: str = ""
    """Its name, in which `{page_hash}` is another one each time that a page runs: 12 digits of base 16."""


class Capture(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A value that a reply gives, and that later examples of the page mean by a placeholder."""

    request: str
    """Method and path of what is asked for it: `POST /cups`; `*` stands for any part of the path."""
    member: str
    """Where it stands in the JSON of the reply: `id`, `data.cups.0.id`."""


class BackendConfig(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A sandbox instance of a service that examples talk to: a program that is started, or a system that runs already.

    In texts `{port}` stands for the port that a started one has on this machine, and `{base_url}` for the address at
    which examples reach it.
    """

    start: tuple[str, ...] = ()
    """A command and its arguments, run in the folder of the config: `["redis-server", "--port", "{port}"]`."""
    url: str = ""
    """Instead of `start`: the root of a system that runs already."""
    openapi: str = ""
    """Instead of `start`: a description of the interface, by which Prism answers."""
    replay: str = ""
    """A folder of recordings. Alone it answers; beside one of the others its replies are compared with what was
    recorded, and `docverify record` writes there."""
    ready: Ready = Ready()
    scope: str = "page"
    """How often it must be clean: for each `page`, for each `session` of one, or once a `run`."""
    tenant: Tenant = Tenant()
    """Where the backend keeps those apart, clean costs nothing: each page has a new one."""
    reset: Reset = Reset()
    seed: str = ""
    """A JSON file of requests and commands that fill it once it is clean; `{page}` stands for the path of the page
    without its ending, and a page that has no such file gets none."""
    hosts: tuple[str, ...] = ()
    """Names that examples use, as they stand on the pages: `api.example.com`, `*.example.com`, `localhost:8080`."""
    tcp: dict[str, str] = {}
    """For what does not speak HTTP: the port that examples call on their own machine, and where it leads to, mostly
    `"{port}"`."""
    env: dict[str, str] = {}
    """Variables that examples have."""
    placeholders: dict[str, str] = {}
    """What examples have in place of a value, and the value."""
    errors: dict[str, str] = {}
    """By member of the JSON of a reply, `error.code`, the value that says that it is an error whatever its status; `*`
    stands for any but null, false and what is empty."""
    captures: dict[str, Capture] = {}
    """By name, values that replies give: `{capture.NAME}` in `placeholders` is the last that one gave on the page."""
    secrets: dict[str, str] = {}
    """By name, `env:VARIABLE`: `{secret.NAME}` in `env` and `placeholders` is a stand-in that is replaced
    outside of the sandbox, and nowhere else."""
    strict: tuple[str, ...] = ()
    """What is refused before the backend sees it: `unknown-query`, which `openapi` must not tell of, `get-with-body`,
    and `json-content-type` for JSON that is sent as something else."""
    version: tuple[str, ...] = ()
    """A command that prints what verdicts follow from, as far as the backend goes; without one pages that reach it run
    every time."""


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole `docverify.toml`, or `[tool.docverify]` of a `pyproject.toml`."""

    sources: tuple[SourceConfig, ...] = ()
    environments: dict[str, EnvironmentConfig] = {}
    limits: Limits = Limits()
    matrix: dict[str, tuple[str, ...]] = {}
    """By package that some `install` names, its releases: the last is checked, and what is wrong then is tried with the
    others, to tell which release made it so."""
    tracker: TrackerConfig = TrackerConfig()
    backends: dict[str, BackendConfig] = {}
    placeholders: dict[str, str] = {}
    """What pages have in place of a value, in one of its styles, and the value."""
    credentials: dict[str, Credential] = {}
    """By host, or by `host:port`: sent to that host alone."""
    fail_on: tuple[str, ...] = ()
    """Further kinds of drift that make the exit code 1."""
