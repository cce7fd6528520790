"""Which distribution brings a module of Python, where the names differ, and for the modules that everyone knows.

Only what is certain stands here: a package that happens to have the name of a module is no answer.
"""

from collections.abc import Iterator

_RENAMED = """
attr attrs
bs4 beautifulsoup4
cv2 opencv-python-headless opencv-python opencv-contrib-python opencv-contrib-python-headless
Crypto pycryptodome
Cryptodome pycryptodomex
dateutil python-dateutil
docx python-docx
dotenv python-dotenv
faiss faiss-cpu
fitz pymupdf
git gitpython
github pygithub
github3 github3.py
gi pygobject
gridfs pymongo
igraph igraph python-igraph
jose python-jose
jwt pyjwt
kafka kafka-python
ldap python-ldap
Levenshtein levenshtein python-levenshtein
lxml lxml
magic python-magic
markdown_it markdown-it-py
MySQLdb mysqlclient
mpl_toolkits matplotlib
nacl pynacl
OpenSSL pyopenssl
osgeo gdal
PIL pillow
pkg_resources setuptools
pptx python-pptx
psycopg psycopg
psycopg2 psycopg2-binary psycopg2
pylab matplotlib
pythoncom pywin32
pywintypes pywin32
rest_framework djangorestframework
ruamel.yaml ruamel.yaml
sentence_transformers sentence-transformers
serial pyserial
skimage scikit-image
sklearn scikit-learn
slugify python-slugify
snappy python-snappy
socketio python-socketio
engineio python-engineio
telegram python-telegram-bot
usb pyusb
websocket websocket-client
win32api pywin32
win32com pywin32
wx wxpython
yaml pyyaml
zmq pyzmq
zope.interface zope.interface
google.protobuf protobuf
google.auth google-auth
google.oauth2 google-auth
google.genai google-genai
google.generativeai google-generativeai
google.api_core google-api-core
googleapiclient google-api-python-client
google_auth_oauthlib google-auth-oauthlib
google.cloud.aiplatform google-cloud-aiplatform
google.cloud.bigquery google-cloud-bigquery
google.cloud.firestore google-cloud-firestore
google.cloud.logging google-cloud-logging
google.cloud.pubsub google-cloud-pubsub
google.cloud.pubsub_v1 google-cloud-pubsub
google.cloud.secretmanager google-cloud-secret-manager
google.cloud.spanner google-cloud-spanner
google.cloud.speech google-cloud-speech
google.cloud.storage google-cloud-storage
google.cloud.texttospeech google-cloud-texttospeech
google.cloud.translate google-cloud-translate
google.cloud.vision google-cloud-vision
azure.identity azure-identity
azure.storage.blob azure-storage-blob
azure.cosmos azure-cosmos
azure.keyvault.secrets azure-keyvault-secrets
"""
_SAME = """
aiofiles aiohttp alembic altair anyio arrow asyncpg babel bokeh boto3 botocore cattrs celery certifi chardet
charset_normalizer click cryptography dash dask django duckdb elasticsearch faker fastapi flask gensim gunicorn h5py
httpx humanize hypothesis importlib_metadata isort itsdangerous jinja2 joblib jsonschema keras langchain loguru
markdown markupsafe marshmallow matplotlib msgpack msgspec mypy networkx nltk numba numpy openai openpyxl orjson
packaging pandas paramiko peewee pendulum pexpect plotly pluggy polars psutil pyarrow pydantic pydantic_settings
pygments pymongo pymysql pyparsing pytest pytz redis regex requests rich scipy seaborn sentry_sdk shapely six
sortedcontainers spacy sqlalchemy sqlmodel starlette statsmodels streamlit stripe structlog sympy tabulate tenacity
tensorflow tinydb tomlkit toolz torch torchvision tornado tqdm transformers trio twilio typer typing_extensions
tzdata ujson urllib3 uvicorn websockets werkzeug wrapt xarray xmltodict yarl
"""


def _read() -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in _RENAMED.strip().splitlines():
        module, *names = line.split()
        yield module, tuple(names)
    for module in _SAME.split():
        yield module, (module.replace("_", "-"),)


DISTRIBUTIONS = dict(_read())
"""By module, with dots where packages share a namespace; the first name is the one to propose."""


def find_distributions(module: str) -> tuple[str, ...]:
    """Those that bring the module, or a package that it is in; none when that is unknown."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    found: tuple[str, ...] = next((DISTRIBUTIONS[name] for name in names if name in DISTRIBUTIONS), ())
    return found
