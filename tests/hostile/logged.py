"""`docverify` as it is, which also writes down the id of each example that its driver begins.

python logged.py LOG ARGUMENT...
"""

import sys
from pathlib import Path

from docverify.__main__ import main
from docverify.cli.progress import Silence

if __name__ == "__main__":
    log = Path(sys.argv.pop(1)).open("a", encoding="utf-8", buffering=1)  # noqa: SIM115  open until the end
    Silence.started = lambda _, example: log.write(f"{example}\n")  # type: ignore[assignment,method-assign,return-value]
    sys.exit(main())
