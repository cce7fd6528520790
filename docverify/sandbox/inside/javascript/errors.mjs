// An error as the warden is told of it.

import { inspect } from "node:util";

const LONGEST = 20_000;
const MOST_CAUSES = 5;
const OURS = /\/inside\/javascript|node:inspector|Session\.post|\u1455docverify|processImmediate/;
const MISSING = [
  /^([\p{ID_Start}$_][\p{ID_Continue}$]*) is not defined$/mu,
  /^Cannot access '([^']+)' before initialization/m,
  /Cannot find (?:module|package) '([^']+)'/,
  /does not provide an export named '([^']+)'/,
];

const UNCAUGHT = /^Uncaught /;
const THROWS = /^(?:(?:will|would|should|this|it) )*(?:throws?|raises?|rejects?(?: with)?)\b:?\s*(?:an? |the )?/i;
/** Behind that word: why it is thrown, in the page's own words. */
const WHY = /^(?:(?:will|would|should|this|it) )*(?:throws?|raises?|rejects?)\s*[,;:(–—-]\s*(?!.*(?:Error|Exception)\b)/i;
const QUOTED = /^(?:(?:an? )?(?:error|exception) )?(?:with )?(["'`])(?<text>.+)\1[.;]?$/i;
/** Words that stand for any error. */
const ANY = /^(?:error|exception)?[.!]?$/i;
/** Errors whose words each engine, and each release, chooses anew. */
const ENGINES = ["TypeError", "SyntaxError", "RangeError", "URIError", "EvalError"];
/** Letters of a message from which its beginning is no accident. */
const SHORTEST = 5;

const { getPrototypeOf } = Object;
const { Error, String } = globalThis;
const places = new WeakMap();

/** The line on the page of an error whose own stack does not have it. */
export function place(error, line) {
  if (error !== null && typeof error === "object") places.set(error, line);
}

/** `found` is how an evaluation failed; `file` is what its stack calls the page. */
export function describe({ error, line = 0, map = null, reads = "", translator = "" }, file) {
  if (!(error instanceof Error) && !(error?.stack && error?.message)) {
    return { type: "Thrown", message: shown(error), line: 0, name: "", bases: [], traceback: shown(error), ...rest() };
  }
  const message = String(error.message ?? "").slice(0, LONGEST);
  const name = MISSING.map((pattern) => pattern.exec(message)?.[1]).find(Boolean) ?? String(error.path ?? "");
  return {
    type: nameOf(error),
    message,
    line: lineOnPage(...(line ? [line, 0] : placeOf(error, file)), map) || places.get(error) || 0,
    name: reads || name,
    bases: basesOf(error),
    traceback: traceOf(error, file, map),
    ...rest(),
    causes: causesOf(error),
    frames: translator ? [translator] : [],
  };
}

function rest() {
  return { frames: [], causes: [] };
}

function shown(value) {
  try {
    return inspect(value).slice(0, LONGEST);
  } catch {
    return "";
  }
}

/** The name that an error has, or its class when it has none of its own. */
function nameOf(error) {
  const made = error.constructor?.name;
  const own = typeof error.name === "string" && error.name ? error.name : "Error";
  return own === "Error" && typeof made === "string" && made ? made : own;
}

function basesOf(error) {
  const found = [];
  for (let one = getPrototypeOf(error); one && found.length < 20; one = getPrototypeOf(one)) {
    if (typeof one.constructor?.name === "string") found.push(one.constructor.name);
  }
  return found.slice(1, -1);
}

/** Line and column, from 1, of the first place in the stack that is on the page; zeros when none is. */
function placeOf(error, file) {
  const stack = String(error.stack ?? "");
  const at = stack.indexOf(`${encodeURI(file)}:`);
  const found = at < 0 ? null : /^(\d+)(?::(\d+))?/.exec(stack.slice(at + encodeURI(file).length + 1));
  return [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
}

/** Without a column, or where nothing of the page is so far to the left, any place of the line counts. */
function lineOnPage(line, column, map) {
  if (!line || !map) return line;
  const entries = [Math.max(column - 1, 0), LONGEST].map((at) => map.findEntry(line - 1, at));
  const entry = entries.find((one) => one.generatedLine === line - 1 && one.originalLine !== undefined);
  return entry ? entry.originalLine + 1 : line;
}

function traceOf(error, file, map) {
  const lines = shown(error).split("\n");
  return lines.map((line) => onPage(line, `${encodeURI(file)}:`, map)).filter((line) => !OURS.test(line)).join("\n");
}

/** A line of a stack as the page counts its lines: without types, text may have others. */
function onPage(line, before, map) {
  const at = map ? line.indexOf(before) : -1;
  if (at < 0) return line;
  const [head, rest] = [line.slice(0, at + before.length), line.slice(at + before.length)];
  return head + rest.replace(/^(\d+):(\d+)/, (_, place, column) => `${lineOnPage(+place, +column, map)}:${column}`);
}

function causesOf(error) {
  const found = [];
  const add = (one, depth) => {
    if (!one || depth > MOST_CAUSES || found.length >= MOST_CAUSES) return;
    found.push(one.message === undefined ? shown(one) : `${nameOf(one)}: ${one.message}`.slice(0, LONGEST));
    add(one.cause, depth + 1);
  };
  add(error.cause, 0);
  for (const one of error.errors?.slice?.(0, MOST_CAUSES) ?? []) add(one, 0);
  if (error.code) found.push(`code: ${shown(error.code)}`);
  return found;
}

/** Whether the line begins so, in whatever case, and then goes on with more than a word. */
function goesOn(begun, line) {
  return line.toLowerCase().startsWith(begun.toLowerCase()) && /^[,;:.]/.test(line.slice(begun.length));
}

/** Whether a comment tells of an error of the engine in the words of another one: its example throws none of its kind. */
export function isWorded(said, error, { steps, file }) {
  const type = nameOf(error);
  if (!ENGINES.includes(type) || !said.replace(UNCAUGHT, "").startsWith(`${type}: `)) return false;
  const own = new RegExp(`\\b${type}\\(`).test(steps.map((step) => step.code).join("\n"));
  const frame = String(error.stack ?? "").split("\n").find((line) => /^ +at /.test(line) && !line.includes("(<anonymous>)"));
  return !own && Boolean(frame?.includes(`${encodeURI(file)}:`));
}

/** Whether a comment says that this error is thrown: by its type, its message or both, or that any is. */
export function isSaid(said, type, message) {
  const plain = said.replace(UNCAUGHT, "");
  const told = plain.replace(THROWS, "");
  const named = told === plain ? told : QUOTED.exec(told)?.groups.text ?? told;
  const [first] = message.split("\n");
  if ([type, first, `${type}: ${first}`].includes(named)) return true;
  if (named.length >= SHORTEST && first.startsWith(`${named}:`)) return true;
  if (named.length >= type.length + SHORTEST && goesOn(named, `${type}: ${first}`)) return true;
  if (named === plain || type === "ReferenceError") return false;
  return ANY.test(named) || WHY.test(plain) || named.startsWith(`${type} `);
}
