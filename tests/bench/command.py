"""The docverify that is measured: the one installed beside this interpreter, else the source tree around this file."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(sys.executable).with_name("docverify")
COMMAND = [str(SCRIPT)] if SCRIPT.exists() else [sys.executable, "-m", "docverify"]

# An interpreter that may not keep byte code compiles ours anew in every round.
ENVIRON = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
if not SCRIPT.exists():
    ENVIRON["PYTHONPATH"] = str(ROOT)
