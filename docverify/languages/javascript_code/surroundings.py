"""What JavaScript finds in other places than Node: in browsers, test runners, and releases that are newer."""

TYPED = frozenset(("typescript", "jsx", "tsx"))
"""Dialects that are translated before they run."""
_BROWSER_WORDS = (
    "window document localStorage sessionStorage navigator location history alert confirm prompt screen XMLHttpRequest"
    " HTMLElement Element Node customElements requestAnimationFrame cancelAnimationFrame indexedDB Image Audio Option"
    " FileReader DOMParser MutationObserver IntersectionObserver ResizeObserver getComputedStyle matchMedia self"
    " importScripts Worker SharedWorker ServiceWorker Notification caches opener parent frames CSS SVGElement $0"
    " XMLSerializer HTMLCanvasElement OffscreenCanvas AudioContext EventSource CSSStyleSheet ShadowRoot NodeList"
    " HTMLInputElement HTMLFormElement KeyboardEvent MouseEvent UIEvent PointerEvent DocumentFragment Range Selection"
    " addEventListener removeEventListener postMessage innerWidth innerHeight requestIdleCallback speechSynthesis"
    " RTCPeerConnection PaymentRequest ontouchstart top scrollTo"
)
BROWSER = frozenset(_BROWSER_WORDS.split())
"""Names that only a page in a browser, or its workers, have."""
_GLOBALS_WORDS = (
    "process setTimeout clearTimeout setInterval clearInterval setImmediate queueMicrotask fetch crypto performance"
    " structuredClone Buffer URL URLSearchParams AbortController AbortSignal Event EventTarget Blob File FormData"
    " Headers Request Response ReadableStream WritableStream TextEncoder TextDecoder"
)
GLOBALS = frozenset(_GLOBALS_WORDS.split())
"""Names that Node has besides those of the language, and that modules may also be taken by."""
OTHERS = {
    "Deno": "Deno",
    "Bun": "Bun",
    "chrome": "an extension of a browser",
    "browser": "an extension of a browser",
    "wx": "a mini program",
    "ObjC": "JavaScript for Automation",
    "db": "the shell of MongoDB",
    "ObjectId": "the shell of MongoDB",
    "WScript": "Windows Script Host",
    "print": "another shell of JavaScript",
}
"""Names of other runtimes."""
_RUNNERS_WORDS = (
    "describe it test expect beforeEach afterEach beforeAll afterAll before after suite jest vi cy assert sinon"
    " chai should page browser context fixture QUnit jasmine spyOn"
)
RUNNERS = frozenset(_RUNNERS_WORDS.split())
"""Names that a test runner, or its set-up, defines."""
PREFIXES = {
    "npm:": "Deno",
    "jsr:": "Deno",
    "bun:": "Bun",
    "cloudflare:": "Cloudflare's workers",
    "virtual:": "a bundler",
    "astro:": "Astro",
    "$app/": "SvelteKit",
    "$lib/": "SvelteKit",
    "k6": "k6",
    "vscode": "an editor's extensions",
    "electron": "Electron",
}
"""What stands at the beginning of modules of other runtimes."""
NEWER = {
    "toSorted": 20,
    "toReversed": 20,
    "toSpliced": 20,
    "with": 20,
    "findLast": 18,
    "findLastIndex": 18,
    "groupBy": 21,
    "withResolvers": 22,
    "fromAsync": 22,
    "union": 22,
    "intersection": 22,
    "difference": 22,
    "symmetricDifference": 22,
    "isSubsetOf": 22,
    "isSupersetOf": 22,
    "isDisjointFrom": 22,
    "isWellFormed": 20,
    "toWellFormed": 20,
    "drop": 22,
    "take": 22,
    "toArray": 22,
    "Iterator": 22,
    "WebSocket": 22,
    "try": 24,
    "escape": 24,
    "fromBase64": 25,
    "toBase64": 25,
    "toHex": 25,
    "fromHex": 25,
    "sumPrecise": 25,
    "Temporal": 26,
    "Float16Array": 24,
    "canParse": 19,
    "getOrInsert": 26,
    "getOrInsertComputed": 26,
    "CustomEvent": 19,
    "File": 20,
    "DisposableStack": 24,
    "AsyncDisposableStack": 24,
    "stripVTControlCharacters": 16,
    "styleText": 20,
    "loadEnvFile": 20,
    "isError": 24,
    "globSync": 22,
}
"""The release of Node since which a global or a method is there, of what pages like to show."""
_BUILTIN_WORDS = (
    "assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain"
    " events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl sea"
    " sqlite stream string_decoder sys test timers tls trace_events tty url util v8 vm wasi worker_threads zlib"
)
BUILTIN = frozenset(_BUILTIN_WORDS.split())
"""Modules of Node itself; some only in newer releases."""
