"""The project's checks: `nox` runs what a change must pass, `nox -l` lists the rest."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.3.2"
nox.options.default_venv_backend = "venv"
nox.options.sessions = ["lint", "types", "tests", "readme"]

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")["project"]
DEV = PROJECT["optional-dependencies"]["dev"]
COPIED = (
    *("tests", "fixtures", "docs", ".ci", "pyproject.toml", "noxfile.py", "LICENSE"),
    *(path.name for path in ROOT.glob("*.md")),
)
"""What the tests are run on: all but the package, so that only the installed wheel can be imported."""
MEASURED = (
    *("sources", "rendered", "crawl", "extraction", "languages"),
    *("sessions", "javascript", "cached", "compiled", "backends"),
)
"""Scripts in tests/bench/ whose table is in docs/measured.md."""
EXTRAS = {"languages": "[guess]", "backends": "[backends]"}
"""What some of them need besides."""
BUILT: list[Path] = []


@nox.session
def lint(session: nox.Session) -> None:
    """Style and format."""
    session.install(*needed("ruff"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """The package is typed strictly."""
    session.install(*PROJECT["dependencies"], *needed("mypy", "types-"))
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """The tests, against the built wheel."""
    session.install(f"{wheel(session)}[dev]")
    session.chdir(copied(session))
    session.run("pytest", *session.posargs, env={"DOCVERIFY_WHEEL": "1"})


@nox.session
def readme(session: nox.Session) -> None:
    """The README does what it says: its commands on this machine, its code behind the wall."""
    session.install(str(wheel(session)))
    session.run("python", "tests/readme.py", "README.md")


@nox.session
def corpora(session: nox.Session) -> None:
    """Laws that hold on real documentation; DOCVERIFY_CORPORA names its folder."""
    session.install(f"{wheel(session)}[dev]")
    session.chdir(copied(session))
    session.run("pytest", "tests/corpora", *session.posargs, env={"DOCVERIFY_WHEEL": "1"})


@nox.session
def hostile(session: nox.Session) -> None:
    """Hostile examples through the real check, as root (where it is started as root) and as an ordinary user."""
    session.install(str(wheel(session)))
    session.chdir(copied(session))
    session.run("python", "-m", "tests.hostile")


@nox.session
def truth(session: nox.Session) -> None:
    """Verdicts against what is known of real documentation, as tables; DOCVERIFY_CORPORA names its folder.

    With `-- --readme FILE` they go into docs/measured.md; the tests are run on a copy, so it has to be a whole path.
    """
    session.install(str(wheel(session)))
    session.chdir(copied(session))
    session.run("python", "-m", "tests.truth", *session.posargs)


@nox.session
def releases(session: nox.Session) -> None:
    """Real pages with the oldest release of their package against the newest; DOCVERIFY_CORPORA names their folder.

    `-- --readme FILE` as for `truth`. It installs from the registries of this machine.
    """
    session.install(str(wheel(session)))
    session.chdir(copied(session))
    session.run("python", "-m", "tests.releases", *session.posargs)


@nox.session
def backends(session: nox.Session) -> None:
    """Real services on real documentation, as tables; DOCVERIFY_CORPORA names its folder.

    `-- --readme FILE` as for `truth`. It installs what is started for them from the registries of this machine.
    """
    session.install(f"{wheel(session)}[backends]", str(ROOT / "fixtures" / "plugins" / "docverify-jq"))
    session.chdir(copied(session))
    session.run("python", "-m", "tests.components", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """The README's tables of start-up time and of real documentation."""
    session.install(str(wheel(session)))
    session.run("python", "tests/bench/startup.py", *session.posargs)
    session.run("python", "tests/bench/corpora.py", *session.posargs)


@nox.session
def peers(session: nox.Session) -> None:
    """The README's table beside other tools; DOCVERIFY_BENCH names the benchmark's folder."""
    session.install(str(wheel(session)))
    session.run("python", "tests/bench/peers.py", *session.posargs)


@nox.session
def verdicts(session: nox.Session) -> None:
    """The README's table of verdicts beside those of other tools; DOCVERIFY_CORPORA names the folder of the corpora.

    As for `truth`, the file behind `--readme` has to be a whole path.
    """
    session.install(str(wheel(session)))
    session.chdir(copied(session))
    session.run("python", "-m", "tests.bench.verdicts", *session.posargs)


@nox.session
@nox.parametrize("script", MEASURED)
def measured(session: nox.Session, script: str) -> None:
    """A table of docs/measured.md; one or all. They fetch from registries, and some need Debian's nginx and wget.

    `cached` needs DOCVERIFY_BENCH, as `peers` does.
    """
    session.install(f"{wheel(session)}{EXTRAS.get(script, '')}")
    session.run("python", f"tests/bench/{script}.py", *session.posargs)


def needed(*names: str) -> list[str]:
    """The development requirements of these names."""
    return [one for one in DEV if one.startswith(names)]


def wheel(session: nox.Session) -> Path:
    """The wheel, built by the first session of a run that needs it."""
    if not BUILT:
        target = home(session) / "wheel"
        shutil.rmtree(target, ignore_errors=True)
        session.run("python", "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(target), str(ROOT))
        BUILT.extend(target.glob("*.whl"))
    return BUILT[0]


def copied(session: nox.Session) -> Path:
    target = home(session) / "project"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, target / name)
    return target


def home(session: nox.Session) -> Path:
    """The session's own folder; nox's `create_tmp` would move TMPDIR to where the sandbox's user may not look."""
    return Path(session.virtualenv.location)
