// Runs the examples of one session one after the other, as a page is read, and tells what became of each.
//
// The interpreter's own prompt is what evaluates them: a name may be declared anew, and `await` stands anywhere.
// An example ends when its last statement and all that it started have ended.

import { fstatSync, readFileSync, readSync, writeSync } from "node:fs";
import { Session } from "node:inspector";
import { createRequire, Module } from "node:module";
import { inspect } from "node:util";
import vm from "node:vm";

import { findTranslator } from "./javascript_types.mjs";

const [COMMANDS, REPORTS] = [3, 4];
const GRACE = 500;
const LONGEST = 100_000;
const HIDDEN = "\u1455docverify";
const DECLARED = /^Identifier '(.+)' has already been declared$/;
const OURS = /javascript_(?:session|text|types)|node:inspector|Session\.post|\u1455docverify|process\.processImmediate/;

const { parse, stringify } = JSON;
const { defineProperty, getPrototypeOf } = Object;
const { setImmediate, setTimeout, clearTimeout, process, console } = globalThis;
const [leave, argumentsOf] = [process.reallyExit.bind(process), Function.prototype.call.bind(Array.prototype.slice)];
const here = new URL(".", import.meta.url);
const text = vm.runInContext(readFileSync(new URL("javascript_text.js", here), "utf8"), vm.createContext());
const folder = process.cwd();
const inspector = new Session();
const ours = new Set();
const linesOfErrors = new WeakMap();

let [pending, nonce, layer] = ["", "", ""];
let translate = null;
let current = null;
let imports = [];

// ------------------------------------------------------------------------------------ the warden's commands, our reports

function readCommand() {
  const buffer = Buffer.alloc(65536);
  while (!pending.includes("\n")) {
    const count = readSync(COMMANDS, buffer);
    if (!count) return null;
    pending += buffer.toString("latin1", 0, count);
  }
  const end = pending.indexOf("\n");
  const line = pending.slice(0, end);
  pending = pending.slice(end + 1);
  return parse(Buffer.from(line, "latin1").toString("utf8"));
}

function report(message) {
  const bytes = Buffer.from(`${nonce} ${stringify({ ...message, out: sizeOf(1), err: sizeOf(2) })}\n`);
  for (let at = 0; at < bytes.length; ) at += writeSync(REPORTS, bytes, at);
}

function sizeOf(stream) {
  try {
    return fstatSync(stream).size;
  } catch {
    return 0;
  }
}

// ------------------------------------------------------------------------------------------------------- evaluation

/** What the example's code calls: where a step ends, what a value is, and how a module is had. */
const hidden = {
  __proto__: null,
  opened() {
    const log = console.log;
    current.logged = [];
    current.log = log;
    current.listener = (...given) => {
      current.logged?.push(given);
      return log.apply(console, given);
    };
    console.log = current.listener;
  },
  ended(...given) {
    stepEnded(given);
  },
  take(value) {
    hidden.taken = value;
  },
  async load(name, wanted, line, attributes, lenient) {
    try {
      return pick(await bring(name, attributes && { with: attributes }), name, wanted, lenient);
    } catch (error) {
      if (error && typeof error === "object") linesOfErrors.set(error, line);
      throw error;
    }
  },
  import: (name, options) => bring(name, options),
  meta: { __proto__: null, url: `file://${folder}/example.mjs`, dirname: folder, filename: `${folder}/example.mjs` },
};

function stepEnded(given) {
  const example = current;
  if (!example) return;
  if (example.log && console.log === example.listener) console.log = example.log;
  const logged = example.logged ?? [];
  const isLogged = given.length && given[0] === undefined && logged.length;
  const shown = !isLogged ? given : logged.length === 1 && logged[0].length === 1 ? logged[0] : [];
  example.logged = example.log = null;
  tellStep(shown.length ? { value: represent(shown[0]), text: textOf(shown[0]) } : {});
}

function tellStep(showing) {
  current.done += 1;
  const message = { value: null, text: null, ...showing };
  if (current.done < current.steps.length) report({ step: current.run, ...message });
  else current.last = message;
}

function represent(value) {
  try {
    return inspect(value, { depth: 20, maxArrayLength: 10_000 }).slice(0, LONGEST);
  } catch {
    return "[unreadable]";
  }
}

function textOf(value) {
  return typeof value === "string" ? value.slice(0, LONGEST) : null;
}

/** A module as the page has it, or as it is installed. */
async function bring(name, options) {
  let first = null;
  for (const from of imports) {
    try {
      return await from(name, options);
    } catch (error) {
      first ??= error;
      if (error?.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes(`'${name}'`)) throw error;
    }
  }
  throw first;
}

/** The names that are wanted of a module; those of a CommonJS module also stand in its default. */
function pick(module, name, wanted, lenient) {
  const found = { __proto__: null };
  if (!wanted.length) return module;
  for (const one of wanted) {
    const holder = one in module ? module : Object(module.default);
    if (!(one in holder) && !lenient) {
      throw new SyntaxError(`The requested module '${name}' does not provide an export named '${one}'`);
    }
    found[one] = holder[one];
  }
  return found;
}

/** How modules are imported from a folder. */
function importerFrom(base) {
  const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  if (importModuleDynamically) {
    const code = "(name, options) => import(name, options)";
    return new vm.Script(code, { filename: `${base}/example.mjs`, importModuleDynamically }).runInThisContext();
  }
  const { resolve } = createRequire(`${base}/example.mjs`);
  return (name, options) => import(resolve(name), options);
}

function post(method, parameters) {
  return new Promise((done) => {
    inspector.post(method, parameters, (error, found) => done(error ? { failure: error } : found));
  });
}

/** The value that the inspector speaks of. */
function take(remote) {
  const { objectId, unserializableValue, value } = remote;
  const given = objectId ? { objectId } : unserializableValue ? { unserializableValue } : { value };
  const call = { objectId: hidden.id, functionDeclaration: "function (value) { this.take(value); }" };
  inspector.post("Runtime.callFunctionOn", { ...call, arguments: [given] });
  const { taken } = hidden;
  hidden.taken = undefined;
  return taken;
}

/** Evaluates text whose first line is that of its file: what it is worth, or the error that it ended in. */
async function evaluate(code) {
  const expression = `${code}\n//# sourceURL=${encodeURI(current.file)}`;
  const options = { replMode: true, awaitPromise: true, objectGroup: "example" };
  const found = await post("Runtime.evaluate", { expression, ...options });
  const details = found.exceptionDetails;
  if (!details) return { value: found.failure ? undefined : take(found.result) };
  const error = details.exception ? take(details.exception) : undefined;
  const unread = details.scriptId !== undefined && error instanceof SyntaxError;
  return { error, failed: true, unread, line: unread ? details.lineNumber + 1 : 0 };
}

/** Evaluates a script, in the ways in which it may be meant: as it stands, with types, with names declared anew. */
async function evaluateScript(code) {
  current.map = null;
  const plain = text.scripted(code, HIDDEN, false);
  const typed = /\w<[\w\s,[\]{}|'".]+>\(/.test(code) ? translated(code) : null;
  if (typed) return await typed();
  const strict = plain.module ? '"use strict";' : "";
  const found = await evaluateAnew(strict + plain.code);
  if (!found.unread || DECLARED.test(found.error.message)) return found;
  const other = translated(code);
  return other ? await other() : { ...found, reads: readsAs(plain.code) };
}

/** Evaluates the code without its types; null when nothing can read it. */
function translated(code) {
  translate ??= findTranslator(layer);
  const found = translate.read(code);
  if (!found) return null;
  return async () => {
    current.map = found.map;
    const plain = text.scripted(found.code, HIDDEN, !translate.elides);
    const outcome = await evaluateAnew((plain.module ? '"use strict";' : "") + plain.code);
    return outcome.unread ? { ...outcome, reads: readsAs(plain.code) } : outcome;
  };
}

/** Evaluates; what an older example declared in a way that the prompt does not replace is declared as it was. */
async function evaluateAnew(code) {
  let found = await evaluate(code);
  for (let turn = 0; turn < 50 && found.unread; turn++) {
    const name = DECLARED.exec(found.error.message)?.[1];
    if (!name || !parses(`(async () => {${code}\n})`)) return found;
    code = text.redeclared(code, name);
    if (!code) return found;
    found = await evaluate(code);
  }
  return found;
}

function parses(code) {
  try {
    return Boolean(new vm.Script(code));
  } catch {
    return false;
  }
}

/** What the code is when it is no script: the part of one. */
function readsAs(code) {
  if (parses(`(${code}\n)`)) return "expression";
  if (parses(`({${code}\n})`)) return "members";
  if (parses(`class _ extends Object {${code}\n}`)) return "class body";
  if (parses(`async function* _() { for (;;) {${code}\n} }`)) return "function body";
  return "";
}
