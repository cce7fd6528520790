"""docverify in the benchmark of documentation verifiers: cost against a bare fork, what it finds, and the probes.

DOCVERIFY_BENCH names the benchmark's folder. It is copied, so that nothing is written to it.
The other tools come from the registry that pip of this machine knows, each into an environment of its own.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from command import COMMAND, ENVIRON
from tables import machine, parser, publish, table

REPORTED = (
    r"^(?:(?:fail|drift) |unverified +(?=\S+ +(?:missing-package|fragment): ))(?:\S*/)?(?P<file>[^:/ ]+):(?P<line>\d+)"
)
"""A package that nobody configured and a name that no example defines are named, though they prove no page wrong."""
OURS = "floor-fork,docverify"
PEERS = {
    "byexample": ("byexample",),
    "doccmd": ("doccmd",),
    "pytest-examples": ("pytest-examples", "pytest", "pytest-xdist"),
    "pytest-markdown-docs": ("pytest-markdown-docs", "pytest", "pytest-xdist"),
    "sybil": ("sybil", "pytest", "pytest-xdist"),
}
"""Tools, with the packages that they are and that their adapters call."""
AMONG_PEERS = "1000"
"""Examples on which all are compared."""
NOTE = """\
A seeded import of a package that does not exist, or use of a name that does not, counts as found:
it is listed as `unverified: missing-package` or `unverified: fragment`."""
OTHERS = """\
The other tools run the same examples in processes of this machine, with all its files and its network.
A fraction of seeded failures below 1 is of tools that do not compare output."""
ADAPTER = """\
notation=plain isolation='new process per example (fork) in a sandbox' fail_re='{reported}'
prepare() {{ rm -rf "$1/.docverify"; }}
run() {{ cd "$1" && exec {command} check --jobs 1 --fresh . ; }}
"""


def prepared(bench: Path, work: Path) -> tuple[Path, dict[str, str]]:
    """A copy with our adapter, and an environment with an interpreter that nothing slows down."""
    copy, home = work / "bench", work / "env"
    shutil.copytree(bench, copy)
    (copy / "adapters" / "docverify.sh").write_text(ADAPTER.format(reported=REPORTED, command=shlex.join(COMMAND)))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home / "venv" / "clean"], check=True)
    for tool, packages in PEERS.items():
        folder = home / "venv" / tool
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "python", "-m", "pip", "install", "-q", *packages], check=True)
    return copy, {**ENVIRON, "BENCH_ENV": str(home), "BENCH_WORK": str(work / "out")}


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--sizes", default="100,1000,5000")
    options.add_argument("--rounds", default="3")
    given = options.parse_args()
    bench = os.environ.get("DOCVERIFY_BENCH")
    if not bench:
        raise SystemExit("DOCVERIFY_BENCH names no benchmark folder")
    with tempfile.TemporaryDirectory(prefix="docverify-peers-") as made:
        work = Path(made)
        os.chmod(work, 0o755)  # the sandbox's own user reads the pages in it
        copy, environ = prepared(Path(bench), work)
        driver = [str(work / "env/venv/clean/bin/python"), str(copy / "bench.py")]

        def measured(tools: str, sizes: str) -> str:
            results = work / f"{sizes}.jsonl"
            costs = ["run", "--sizes", sizes, "--rounds", given.rounds, "--tools", tools, "--out", str(results)]
            subprocess.run([*driver, *costs], env=environ, check=True, stdout=sys.stderr)
            told = subprocess.run(
                [*driver, "report", str(results)], env=environ, check=True, stdout=subprocess.PIPE, text=True
            )
            return told.stdout.strip()

        traps = work / "traps.jsonl"
        subprocess.run(
            [*driver, "traps", "--tools", "docverify", "--out", str(traps)], env=environ, check=True, stdout=sys.stderr
        )
        ours, all_of_them = measured(OURS, given.sizes), measured(",".join([OURS, *PEERS]), AMONG_PEERS)
        parts = (ours, NOTE, OTHERS, all_of_them, probes(traps), f"{machine()}.")
        publish("peers", "\n\n".join(parts), given.readme)


def probes(path: Path) -> str:
    """Each probe with its verdict."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    held = sum(row["verdict"].startswith(("ok", "isolated")) for row in rows)
    listed = table(("probe", "verdict"), ((row["trap"], row["verdict"]) for row in rows))
    return f"{held} of {len(rows)} probes passed.\n\n{listed}"


if __name__ == "__main__":
    main()
