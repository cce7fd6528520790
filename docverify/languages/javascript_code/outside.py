"""The documented package, required as only those have it who develop it: from the folder above their examples."""

import re
from collections.abc import Sequence

from docverify.model import Example
from docverify.ports import Lack

PROGRAM = """\
{
  const { Module, createRequire } = await import("node:module");
  const [documented, examples] = %s;
  try {
    createRequire(process.cwd() + "/").resolve(documented);
    const resolve = Module._resolveFilename;
    Module._resolveFilename = function (request, ...rest) {
      return resolve.call(this, /^\\.\\.(\\/\\.\\.)*\\/?$/.test(request) ? documented : request, ...rest);
    };
    found.outside = examples;
  } catch {}
}"""
"""Stands for the folder above by the package; `found` is what the session tells of what it was supplied with."""
_ABOVE = re.compile(r"\brequire\(\s*(['\"])\.\.(?:/\.\.)*/?\1\s*\)")


def from_above(session: Sequence[Example], lack: Lack, documented: Sequence[str]) -> list[str]:
    """The ids of examples that did not find the folder above, and require the one documented package nowhere else."""
    if len(documented) != 1:
        return []
    named = re.compile(rf"['\"]{re.escape(documented[0])}(?:/[^'\"\n]*)?['\"]")
    sought = (one for one in session if one.id in lack.seeking)
    return [one.id for one in sought if _ABOVE.search(one.block.code) and not named.search(one.block.code)]
