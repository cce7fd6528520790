"""Which distribution brings a module of Python, where the names differ, and for the modules that everyone knows.

Only what is certain stands here: a package that happens to have the name of a module is no answer.
"""

from collections.abc import Iterator

_RENAMED = """
airflow apache-airflow
allauth django-allauth
appium appium-python-client
attr attrs
auth0 auth0-python
barcode python-barcode
Bio biopython
box python-box
bs4 beautifulsoup4
can python-can
cassandra cassandra-driver
cattr cattrs
corsheaders django-cors-headers
crispy_forms django-crispy-forms
Crypto pycryptodome
Cryptodome pycryptodomex
cv2 opencv-python-headless opencv-python opencv-contrib-python opencv-contrib-python-headless
cx_Oracle cx-oracle
dateutil python-dateutil
debug_toolbar django-debug-toolbar
decouple python-decouple
digitalocean python-digitalocean
discord discord.py
django_filters django-filter
dns dnspython
docx python-docx
dotenv python-dotenv
elftools pyelftools
enchant pyenchant
engineio python-engineio
factory factory-boy
faiss faiss-cpu
fitz pymupdf
frontmatter python-frontmatter
gi pygobject
git gitpython
github pygithub
github3 github3.py
gitlab python-gitlab
google_auth_oauthlib google-auth-oauthlib
googleapiclient google-api-python-client
gridfs pymongo
grpc grpcio
hamcrest pyhamcrest
hcl2 python-hcl2
hydra hydra-core
igraph igraph python-igraph
IPython ipython
jenkins python-jenkins
jose python-jose
jpype jpype1
jwt pyjwt
kafka kafka-python
ldap python-ldap
Levenshtein levenshtein python-levenshtein
lxml lxml
magic python-magic
markdown_it markdown-it-py
memcache python-memcached
model_utils django-model-utils
mpl_toolkits matplotlib
MySQLdb mysqlclient
nacl pynacl
netCDF4 netcdf4
odf odfpy
OpenGL pyopengl
OpenSSL pyopenssl
opentelemetry.sdk opentelemetry-sdk
opentelemetry.trace opentelemetry-api
osgeo gdal
paho paho-mqtt
PIL pillow
pkg_resources setuptools
png pypng
pptx python-pptx
psycopg psycopg
psycopg2 psycopg2-binary psycopg2
pylab matplotlib
pythoncom pywin32
pythonjsonlogger python-json-logger
pywintypes pywin32
readability readability-lxml
rest_framework djangorestframework
robot robotframework
ruamel.yaml ruamel.yaml
saml2 pysaml2
sass libsass
sentence_transformers sentence-transformers
serial pyserial
shapefile pyshp
skimage scikit-image
sklearn scikit-learn
slugify python-slugify
snappy python-snappy
snowflake.connector snowflake-connector-python
socketio python-socketio
speech_recognition speechrecognition
stdnum python-stdnum
storages django-storages
taggit django-taggit
telegram python-telegram-bot
tortoise tortoise-orm
umap umap-learn
usb pyusb
vcr vcrpy
weaviate weaviate-client
websocket websocket-client
win32api pywin32
win32com pywin32
winrm pywinrm
wx wxpython
xdist pytest-xdist
yaml pyyaml
zmq pyzmq
zope.interface zope.interface
google.protobuf protobuf
google.auth google-auth
google.oauth2 google-auth
google.genai google-genai
google.generativeai google-generativeai
google.api_core google-api-core
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
accelerate aiofiles aiohttp aiomysql aiosqlite alembic altair anthropic anyio arrow arviz astropy asyncpg babel beanie
bleach blessed bokeh boltons boto3 botocore bottle cattrs celery cerberus certifi chardet charset_normalizer chromadb
click clickhouse_connect cohere colorama colorlog configargparse croniter cryptography cssselect dash dask datasets
dateparser deepdiff diffusers django docker docutils duckdb einops elasticsearch fabric faker fastapi filelock flask
flask_cors flask_login flask_migrate flask_restful flask_sqlalchemy flask_wtf flax folium freezegun gensim geopandas
gradio groq gunicorn h5py html5lib httpx httpx_sse huggingface_hub humanize hypothesis imageio importlib_metadata
instructor isort itsdangerous jax jinja2 jmespath joblib jsonpath_ng jsonschema keras kubernetes langchain
langchain_community langchain_core langchain_openai langgraph lightgbm litellm logbook loguru mako markdown markupsafe
marshmallow matplotlib mistralai mistune mongoengine more_itertools motor msgpack msgspec mypy natsort neo4j networkx
nltk nox numba numpy ollama openai openpyxl optax orjson packaging pandas paramiko peewee peft pendulum pexpect
phonenumbers pint platformdirs playwright plotly plotnine pluggy polars prefect prometheus_client prompt_toolkit
psutil psycopg_pool pyarrow pyaudio pycountry pycurl pydantic pydantic_ai pydantic_settings pygments pymilvus pymongo
pymysql pyparsing pyspark pytest pytest_asyncio pytorch_lightning pytz pyvista qdrant_client questionary rapidfuzz
redis regex requests responses respx rich rpyc safetensors scipy scrapy seaborn selenium sentry_sdk shapely six
sortedcontainers spacy sphinx sqlalchemy sqlmodel sqlparse starlette statsmodels streamlit stripe structlog supabase
sympy tabulate tenacity tensorflow termcolor textual thefuzz tifffile tiktoken time_machine tinydb tokenizers tomlkit
toolz torch torchvision tornado tqdm transformers trio twilio twisted typer typing_extensions tzdata ujson unidecode
urllib3 uvicorn voluptuous watchdog watchfiles webob websockets werkzeug wrapt wtforms xarray xgboost xmltodict yarl
zarr zstandard
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
