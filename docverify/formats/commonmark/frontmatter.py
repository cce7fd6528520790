"""What the front matter of a page says about its code."""

import re

_KERNEL = re.compile(r"^kernelspec:[ \t]*\n((?:[ \t]+[^\n]*(?:\n|\Z))+)", re.MULTILINE)
_LANGUAGE = re.compile(r"^[ \t]+(language|name):[ \t]*[\"']?([A-Za-z][\w+#.-]*)", re.MULTILINE)
_VERSION = re.compile(r"(?<![\d.-])[\d.-]+$")
_KERNELS = {"ir": "r", "ijavascript": "javascript", "xcpp": "cpp", "xpython": "python", "sagemath": "python"}


def kernel_language(front: str) -> str:
    """The language of a notebook's cells, as text notebooks name it; empty when they do not."""
    kernel = _KERNEL.search(front)
    found = dict(_LANGUAGE.findall(kernel[1])) if kernel else {}
    name = _VERSION.sub("", found.get("language") or found.get("name") or "").lower()
    return _KERNELS.get(name, name)
