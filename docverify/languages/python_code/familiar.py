"""Names that pages use without importing them, since every reader knows where they come from."""

import sys

_ALIASES = (
    *("numpy as np", "pandas as pd", "matplotlib.pyplot as plt", "seaborn as sns", "tensorflow as tf", "polars as pl"),
    *("networkx as nx", "xarray as xr", "pyarrow as pa", "sqlalchemy as sa", "datetime as dt", "dask.array as da"),
    *("dask.dataframe as dd", "geopandas as gpd", "statsmodels.api as sm", "sympy as sp", "jax.numpy as jnp"),
    *("xml.etree.ElementTree as ET", "ipaddress as ip", "torch.nn as nn", "torch.nn.functional as F"),
)
_PLAIN = frozenset({"IPython", "PIL", "cv2", "h5py", "lxml", "numba", "scipy", "sklearn"})
"""Packages that everybody calls by their own name, and that others use where they are there."""
_MEMBERS = {
    "abc": "ABC abstractmethod",
    "collections": "ChainMap Counter OrderedDict defaultdict deque namedtuple",
    "concurrent.futures": "ProcessPoolExecutor ThreadPoolExecutor as_completed",
    "contextlib": "ExitStack asynccontextmanager closing contextmanager nullcontext redirect_stdout suppress",
    "dataclasses": "asdict astuple dataclass field fields is_dataclass",
    "datetime": "date time timedelta timezone tzinfo",
    "decimal": "Decimal",
    "enum": "Enum Flag IntEnum IntFlag StrEnum auto unique",
    "fractions": "Fraction",
    "functools": "cache cached_property lru_cache partial reduce singledispatch total_ordering wraps",
    "http": "HTTPMethod HTTPStatus",
    "inspect": "signature",
    "io": "BytesIO StringIO",
    "itertools": "accumulate chain islice permutations takewhile zip_longest",
    "operator": "attrgetter itemgetter methodcaller",
    "pathlib": "Path PurePath PurePosixPath",
    "queue": "Queue",
    "textwrap": "dedent indent",
    "threading": "Event Lock Thread",
    "time": "perf_counter sleep",
    "types": "MappingProxyType SimpleNamespace",
    "typing": "Annotated Any AnyStr Callable ClassVar Dict Final Generic Iterable Iterator List Literal Mapping"
    " NamedTuple NewType NoReturn Optional Protocol Self Sequence Set Tuple Type TypeVar TypedDict Union cast get_args"
    " get_origin get_type_hints overload",
    "unittest": "TestCase",
    "unittest.mock": "MagicMock Mock patch",
    "urllib.parse": "parse_qs quote unquote urlencode urljoin urlparse urlsplit",
    "uuid": "UUID uuid1 uuid4",
    "zoneinfo": "ZoneInfo",
}
MEMBERS = {module: frozenset(names.split()) for module, names in _MEMBERS.items()}
"""By module of the standard library, what everybody knows to be there."""
_OF_CHECKERS = {"reveal_type": "from typing import reveal_type"}
"""What checkers of types have built in: nobody who does without the import forgot it."""
_BY_ALIAS = {one.rpartition(" ")[2]: f"import {one}" for one in _ALIASES}
_BY_MEMBER = {name: f"from {module} import {name}" for module, names in _MEMBERS.items() for name in names.split()}


def familiar_imports(name: str) -> tuple[str, ...]:
    """The statements by which a reader would import the name; a module may stand for its member of the same name."""
    found = [known[name] for known in (_BY_MEMBER, _BY_ALIAS, _OF_CHECKERS) if name in known]
    if name in sys.stdlib_module_names and not name.startswith("_"):
        found += [f"import {name}", f"from {name} import {name}"]
    return tuple(found)


def module_of(alias: str) -> str:
    """The package that everybody knows by this alias, or by its name beside one; empty for others."""
    modules = {name.rpartition(" ")[2]: name.partition(" ")[0].partition(".")[0] for name in _ALIASES}
    return modules.get(alias, alias if alias in _PLAIN or alias in modules.values() else "")
