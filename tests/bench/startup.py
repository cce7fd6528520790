"""What `docverify --version` costs beside `python -c pass`: pairs of runs, and the median of their ratios."""

import os
import statistics
import sys
import time

from command import COMMAND, ENVIRON
from tables import machine, parser, publish, table

QUIET = [
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
]
MEASURED = {f"docverify {option}": [*COMMAND, option] for option in ("--version", "--help")}


def spent(command: list[str]) -> tuple[float, float]:
    """Wall and CPU milliseconds."""
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, ENVIRON, file_actions=QUIET)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return (time.perf_counter() - began) * 1000, (usage.ru_utime + usage.ru_stime) * 1000


def measured(command: list[str], rounds: int) -> tuple[float, float, float]:
    """Median wall and CPU milliseconds, and the median over pairs of the ratio of CPU to that of `python -c pass`."""
    bare = [sys.executable, "-c", "pass"]
    spent(bare), spent(command)
    pairs = [(spent(bare), spent(command)) for _ in range(rounds)]
    wall = statistics.median(ours[0] for _, ours in pairs)
    cpu = statistics.median(ours[1] for _, ours in pairs)
    return wall, cpu, statistics.median(ours[1] / floor[1] for floor, ours in pairs)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--rounds", type=int, default=25)
    given = options.parse_args()
    rows = []
    for name, command in MEASURED.items():
        wall, cpu, ratio = measured(command, given.rounds)
        rows.append((f"`{name}`", f"{wall:.0f} ms", f"{cpu:.0f} ms", f"{ratio:.1f} ×"))
    header = ("command", "wall", "CPU", "CPU against `python -c pass`")
    publish("startup", f"{table(header, rows)}\n\n{given.rounds} pairs; {machine()}.", given.readme)


if __name__ == "__main__":
    main()
