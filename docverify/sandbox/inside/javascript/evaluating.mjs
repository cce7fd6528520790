// Evaluates text as the interpreter's own prompt does: names may be declared anew, and `await` stands anywhere.

import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import vm from "node:vm";

import { load } from "./modules.mjs";
import { isSlip } from "./slips.mjs";
import { findTranslator } from "./types.mjs";

export const HIDDEN = "\u1455docverify";
const DECLARED = /^Identifier '(.+)' has already been declared$/;
const GENERIC_CALL = /\w<[\w\s,[\]{}|'".]+>\(/;
const DECLARES = /^\s*(?:const|let|var)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=(?!=)/u;
const MOST_TURNS = 50;
const { encodeURI, Function, Object, SyntaxError } = globalThis;
/** What Node has by itself; what the session adds comes later. */
const GLOBALS = Object.getOwnPropertyNames(globalThis);

const realm = vm.createContext();
const [, text] = ["tokens.js", "text.js"].map((name) =>
  vm.runInContext(readFileSync(new URL(name, import.meta.url), "utf8"), realm),
);
const inspector = new Session();

let [holder, translator, installed, taken, elided] = ["", null, "", undefined, null];
let map = null;

/** `hidden` is what the code of examples calls by a name that no list shows. */
export function setUp(hidden, layer) {
  installed = layer;
  hidden.take = (value) => {
    taken = value;
  };
  hidden.elided = () => elided;
  inspector.connect();
  inspector.post("Runtime.evaluate", { expression: HIDDEN }, (_, found) => {
    holder = found.result.objectId;
  });
}

/** The value that the inspector speaks of. */
function take({ objectId, unserializableValue, value }) {
  const given = objectId ? { objectId } : unserializableValue ? { unserializableValue } : { value };
  const call = { objectId: holder, functionDeclaration: "function (value) { this.take(value); }" };
  inspector.post("Runtime.callFunctionOn", { ...call, arguments: [given] });
  const found = taken;
  taken = undefined;
  return found;
}

/** Evaluates text whose first line is that of its file, and tells `done` what it is worth, or how it failed. */
function evaluate(code, file, done) {
  const expression = `${code}\n//# sourceURL=${encodeURI(file)}`;
  const options = { replMode: true, awaitPromise: true, objectGroup: "example" };
  inspector.post("Runtime.evaluate", { expression, ...options }, (failure, found) => {
    if (failure) return done({ error: failure, failed: true });
    const details = found.exceptionDetails;
    if (!details) return done({ value: take(found.result) });
    const error = details.exception ? take(details.exception) : undefined;
    const unread = details.scriptId !== undefined && error instanceof SyntaxError;
    return done({ error, failed: true, unread, line: unread ? details.lineNumber + 1 : 0 });
  });
}

/** Evaluates; what an older example declared in a way that a prompt does not replace is declared as it was. */
function evaluateAnew(code, file, done, turn = 0) {
  evaluate(code, file, (found) => {
    const name = found.unread ? DECLARED.exec(found.error.message)?.[1] : "";
    const other = name && turn < MOST_TURNS ? declaredOtherwise(code, name) : "";
    return other ? evaluateAnew(other, file, done, turn + 1) : done(found);
  });
}

/** The code with a declaration that may stand beside an older one; of several in one example each counts. */
function declaredOtherwise(code, name) {
  if (parses(`(async () => {${code}\n})`)) return text.redeclared(code, name);
  return text.alternatives(code, name);
}

/** Evaluates steps as one script, in the ways in which it may be meant: as it stands, or without its types. */
export function evaluateSteps(steps, file, done) {
  const code = text.joined(steps, HIDDEN);
  map = null;
  if (GENERIC_CALL.test(code) && evaluateTyped(code, file, done)) return;
  const plain = scripted(code, false);
  evaluateAnew(plain, file, (found) => {
    if (!found.unread || DECLARED.test(found.error.message)) return done(found);
    return evaluateTyped(code, file, done) || done({ ...found, reads: readsAs(plain, code), translator: translator.known });
  });
}

/** Evaluates the code without its types; false when nothing can read it so. */
function evaluateTyped(code, file, done) {
  translator ??= findTranslator(installed);
  const found = translator.read(code);
  if (!found) return false;
  const plain = scripted(found.code, !translator.elides);
  map = found.map;
  const told = { map, translator: translator.known };
  const tell = (outcome) => done({ ...outcome, ...told, reads: outcome.unread ? readsAs(plain) : "" });
  importElided(text.elided(code, found.code), file, () => evaluateAnew(plain, file, tell));
  return true;
}

/** Imports for later examples what this one takes for types alone, so far as it is there. */
async function importElided(imports, file, done) {
  elided = { __proto__: null };
  for (const [module, name, local] of imports) {
    try {
      const found = await load(module, name === "*" ? [] : [name], undefined, true);
      const value = name === "*" ? found : found[name];
      if (value !== undefined) elided[local] = value;
    } catch {
      continue; // a package may be nothing but types
    }
  }
  const names = Object.keys(elided).join(", ");
  return names ? evaluateAnew(`let { ${names} } = ${HIDDEN}.elided()`, file, done) : done();
}

/** What is typed at a prompt: a brace begins an object, where that can be, and a declaration may be asked for its value. */
export function evaluateTypedIn(step, file, done) {
  const name = step.mode === "assigned" ? DECLARES.exec(step.code)?.[1] : "";
  const typed = name ? `${step.code.replace(/[;\s]+$/, "")}\n;${name}` : step.code;
  const code = "\n".repeat(step.line - 1) + scripted(typed, false);
  const object = `(${code.trimEnd()}\n)`;
  evaluateAnew(/^\s*\{/.test(step.code) && parses(object) ? object : code, file, done);
}

/** Of modules, which are strict, what a script may hold. */
function scripted(code, lenient) {
  const found = text.scripted(code, HIDDEN, lenient, GLOBALS);
  return found.module ? `"use strict";${found.code}` : found.code;
}

/** Asks no `vm.Script`, in which Node breaks over some errors that go on over lines. */
function parses(code) {
  try {
    return Boolean(new Function(code));
  } catch {
    return false;
  }
}

/** What code is when it is no script: the part of one, one with a slip in it, or something else.

`typed` is the same with its types, where something could read them. */
function readsAs(code, typed = "") {
  if (parses(`(${code}\n)`)) return "expression";
  if (parses(`({${code}\n})`) || parses(`[${code}\n]`)) return "members";
  if (parses(`class _ extends Object {${code}\n}`)) return "class body";
  if (parses(`async function* _() { for (;;) {${code}\n} }`)) return "function body";
  return isSlip(code) || (typed && isSlip(typed, { ...translator, reads: readsTyped })) ? "slip" : "other";
}

function readsTyped(code) {
  if (translator.stop(code)) return false; // most of what is tried ends here, and soon
  const found = translator.read(code);
  return found !== null && parses(`(async () => {${scripted(found.code, !translator.elides)}\n})`);
}

/** Where on the page the lines stand that were evaluated last; null for those of the page itself. */
export function lastMap() {
  return map;
}

/** What examples made is forgotten by the inspector. */
export function release() {
  inspector.post("Runtime.releaseObjectGroup", { objectGroup: "example" });
}
