"""What JavaScript examples cost: pages whose examples share a session, beside a fresh interpreter an example."""

import sys
import tempfile
from pathlib import Path

from command import COMMAND
from spending import spent
from tables import machine, parser, publish, table

PAGES, ON_A_PAGE = 10, 40
ALONE = 40
"""Examples that a fresh interpreter is started for: each costs the same."""
EXAMPLE = 'import {{ sep }} from "node:path";\n\nconst cups = [{number}, sep];\nconsole.log(cups.length); // 2\n'


def write(folder: Path, fence: str, code: str) -> None:
    """Pages of examples, and each example as a file of its own."""
    for page in range(PAGES):
        numbers = range(page * ON_A_PAGE, (page + 1) * ON_A_PAGE)
        blocks = (f"## Part {number}\n\n```{fence}\n{code.format(number=number)}```\n" for number in numbers)
        (folder / f"page{page}.md").write_text("\n".join(blocks), encoding="utf-8")
    for number in range(ALONE):
        (folder / f"example{number}.mjs").write_text(code.format(number=number), encoding="utf-8")


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    count, rows = PAGES * ON_A_PAGE, []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, "js", EXAMPLE)
        script = f"for n in $(seq 0 {ALONE - 1}); do node example$n.mjs; done"
        check = [*COMMAND, "check", "--jobs", "1", "--fresh", "--format", "json", "."]
        for _ in range(given.rounds):
            ours, fresh = spent(check, folder), spent(["sh", "-c", script], folder)
            rows.append((ours, fresh))
            print(f"{ours} {fresh}", file=sys.stderr)
    ours, fresh = sorted(rows, key=lambda row: row[1].cpu / row[0].cpu)[len(rows) // 2]
    each = [1000 * one / count for one in ours[:2]], [1000 * one / ALONE for one in fresh[:2]]
    lines = [
        ("docverify check, behind the wall", *(f"{one:.1f} ms" for one in each[0])),
        ("node, anew for each", *(f"{one:.1f} ms" for one in each[1])),
        ("cheaper by", *(f"{theirs / mine:.1f} ×" for mine, theirs in zip(*each, strict=True))),
    ]
    shown = table(("", "CPU an example", "wall an example"), lines)
    publish("javascript", f"{shown}\n\n{PAGES} pages of {ON_A_PAGE} examples. {machine()}.", given.readme)


if __name__ == "__main__":
    main()
