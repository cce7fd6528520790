"""docverify in the benchmark of documentation verifiers: cost against a bare fork, what it finds, and the probes.

DOCVERIFY_BENCH names the benchmark's folder. It is copied, so that nothing is written to it.
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
NOTE = """\
A seeded import of a package that does not exist, or use of a name that does not, counts as found:
it is listed as `unverified: missing-package` or `unverified: fragment`."""
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
    return copy, {**ENVIRON, "BENCH_ENV": str(home), "BENCH_WORK": str(work / "out")}


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--sizes", default="100,1000,5000")
    options.add_argument("--rounds", default="3")
    options.add_argument("--tools", default="floor-fork,docverify")
    given = options.parse_args()
    bench = os.environ.get("DOCVERIFY_BENCH")
    if not bench:
        raise SystemExit("DOCVERIFY_BENCH names no benchmark folder")
    with tempfile.TemporaryDirectory(prefix="docverify-peers-") as made:
        work = Path(made)
        os.chmod(work, 0o755)  # the sandbox's own user reads the pages in it
        copy, environ = prepared(Path(bench), work)
        results, traps = work / "results.jsonl", work / "traps.jsonl"
        driver = [str(work / "env/venv/clean/bin/python"), str(copy / "bench.py")]
        costs = ["run", "--sizes", given.sizes, "--rounds", given.rounds, "--tools", given.tools, "--out", str(results)]
        for part in (costs, ["traps", "--tools", "docverify", "--out", str(traps)]):
            subprocess.run([*driver, *part], env=environ, check=True, stdout=sys.stderr)
        report = subprocess.run(
            [*driver, "report", str(results)], env=environ, check=True, stdout=subprocess.PIPE, text=True
        ).stdout.strip()
        publish("peers", f"{report}\n\n{NOTE}\n\n{probes(traps)}\n\n{machine()}.", given.readme)


def probes(path: Path) -> str:
    """Each probe with its verdict."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    held = sum(row["verdict"].startswith(("ok", "isolated")) for row in rows)
    listed = table(("probe", "verdict"), ((row["trap"], row["verdict"]) for row in rows))
    return f"{held} of {len(rows)} probes passed.\n\n{listed}"


if __name__ == "__main__":
    main()
