// Runs the examples of one session one after the other, as a page is read, and tells what became of each.
//
// An example ends when its last statement, and all that it started, have ended.

import { writeSync } from "node:fs";
import { format, inspect, types } from "node:util";

import { describe, isSaid, isWorded, place } from "./javascript/errors.mjs";
import {
  evaluateSteps,
  evaluateTypedIn,
  HIDDEN,
  lastMap,
  release,
  setUp as setUpEvaluation,
} from "./javascript/evaluating.mjs";
import { begin, holdsOutput, readCommand, report } from "./javascript/link.mjs";
import { bring, hide, load, META, setUp as setUpModules } from "./javascript/modules.mjs";

const PROMPTED = ["single", "assigned", "raises"];
const GRACE = 500;
const LONGEST = 100_000;
const BARE = /(?:\w+ <)?\[Object: null prototype\] (?:\{\}> )?(?=\{)/g;
const UNSETTLED = 13;
const LEAVING = Symbol("leaving");
const BROKEN = 70;
const { setImmediate, setTimeout, process, console, String } = globalThis;
const PLAIN = [Object.prototype.toString, Array.prototype.toString];
const { reallyExit } = process;

let current = null;

/** What the code of examples calls: where a step ends, what a value is, and how a module is had. */
const hidden = {
  __proto__: null,
  meta: META,
  import: bring,
  opened() {
    const log = console.log;
    const logged = [];
    const listen = (...given) => {
      logged.push(given);
      return log.apply(console, given);
    };
    console.log = listen;
    current.watch = { log, logged, listen };
  },
  ended(...given) {
    if (!current) return;
    const logged = unwatch(current);
    const isLogged = given.length && given[0] === undefined && logged.length;
    const [first] = isLogged && logged.length === 1 ? [printed(logged[0])] : given;
    endStep(!given.length || (isLogged && logged.length > 1) ? {} : valueOf(first));
  },
  raised(error) {
    const said = current?.steps[current.done].said;
    const { type, message } = describe({ error, failed: true }, current?.file ?? "");
    if (!current || !(isSaid(said, type, message) || isWorded(said, error, current))) throw error;
    unwatch(current);
    endStep({ value: firstLine({ type, message }), text: said });
  },
  async load(name, wanted, line, attributes, lenient) {
    try {
      return await load(name, wanted, attributes && { with: attributes }, lenient);
    } catch (error) {
      place(error, line);
      throw error;
    }
  },
};

/** Prints as before; what was printed since `opened`. */
function unwatch(example) {
  const { log, logged = [], listen } = example.watch ?? {};
  if (listen && console.log === listen) console.log = log;
  example.watch = null;
  return logged;
}

/** What stands in a line of output: one value, or the text that several make. */
function printed(given) {
  return given.length === 1 ? given[0] : format(...given);
}

function valueOf(value) {
  try {
    const options = { depth: 20, maxArrayLength: 10_000 };
    const text = textOf(value)?.slice(0, LONGEST) ?? null;
    const shown = inspect(value, options).replace(BARE, "").slice(0, LONGEST);
    return { value: shown, text };
  } catch {
    return {};
  }
}

/** What a string says, and how an object of a class writes itself. */
function textOf(value) {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object" || types.isProxy(value)) return undefined;
  const { toString } = value;
  return typeof toString !== "function" || PLAIN.includes(toString) ? undefined : String(value);
}

function endStep(showing) {
  current.done += 1;
  const told = { value: null, text: null, ...showing };
  if (current.done < current.steps.length) report({ step: current.run, ...told });
  else current.last = told;
}

// ---------------------------------------------------------------------------------------------- one example after another

function start() {
  const { layer } = begin();
  hide(HIDDEN, hidden);
  setUpEvaluation(hidden, layer);
  setUpModules(layer);
  process.exit = exit;
  process.on("exit", (code) => {
    if (current) report({ exit: current.run, code });
  });
  process.on("beforeExit", onDrained);
  next();
}

function next() {
  const command = readCommand();
  if (!command) return;
  current = { ...command, done: 0, last: {}, ending: null, watch: null };
  process.exitCode = undefined;
  listen();
  current.listeners = { exit: process.listeners("exit"), beforeExit: process.listeners("beforeExit") };
  setImmediate(run); // keeps the loop alive, so that it drains anew
}

/** Errors that nobody catches, unless the example itself does: what earlier ones did about them is over. */
function listen() {
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.removeAllListeners(event);
    process.on(event, (error) => {
      if (process.listenerCount(event) === 1) settle({ error, failed: true, map: lastMap() });
    });
  }
}

function run() {
  report({ begin: current.run });
  if (current.steps.some((step) => PROMPTED.includes(step.mode))) typeIn(0);
  else evaluateSteps(current.steps, current.file, settle);
}

/** Evaluates the steps as they are typed at a prompt, and prints what each is worth. */
function typeIn(index) {
  const step = current.steps[index];
  evaluateTypedIn(step, current.file, (found) => {
    if (found.failed && step.mode !== "raises") return settle(found);
    if (found.failed) print(2, firstLine(describe(found, current.file)));
    else if (step.mode !== "assigned" && found.value !== undefined) print(1, valueOf(found.value).value ?? "");
    endStep(step.mode === "assigned" ? valueOf(found.value) : {});
    return index + 1 < current.steps.length ? setImmediate(typeIn, index + 1) : settle({});
  });
}

function print(stream, text) {
  writeSync(stream, `${text}\n`);
}

function firstLine({ type, message }) {
  return `${type}: ${message}`.split("\n")[0];
}

/** The last statement has ended: the example has, when all that it started has too. */
function settle(found) {
  if (!current || current.ending?.failed || (current.ending && !found.failed)) return;
  if (found.error === LEAVING) return;
  const { failed } = found;
  current.ending = failed ? found : { code: null };
  if (failed || found.left) setTimeout(finish, GRACE, current, true).unref(); // unless it drains before
}

/** In the last statement of an example, this is its end, and the session goes on. */
function exit(code) {
  if (current && isLastStatement()) {
    settle({ left: true });
    current.ending.code = code;
    throw LEAVING;
  }
  process.exitCode = code ?? process.exitCode;
  process.emit("exit", numberOf(process.exitCode));
  reallyExit.call(process, numberOf(process.exitCode));
}

/** Whether the caller of `exit` is the last line of the example itself, and no function that it calls. */
function isLastStatement() {
  const caller = `${new Error().stack}`.split("\n")[3] ?? "";
  const place = /^ +at (?:async )?(?:<anonymous> )?\(?[^ ()]*:(\d+):\d+\)?$/.exec(caller);
  const last = current.steps.at(-1);
  const lines = last.code.trimEnd().split("\n");
  return place !== null && Number(place[1]) === last.line + lines.length - 1;
}

function numberOf(code) {
  return Number(code ?? 0) || 0;
}

function onDrained() {
  if (current) endDrained();
}

/** Nothing is left to be done: what the example wants to do then is done, and it has ended. */
function endDrained() {
  if (!current.ending) {
    report({ exit: current.run, code: UNSETTLED });
    reallyExit.call(process, UNSETTLED);
  }
  if (takeAdded("beforeExit").length) return setImmediate(() => {}); // they are called after us, and may start something
  for (const listener of takeAdded("exit")) listener.call(process, numberOf(process.exitCode));
  return finish(current, false);
}

/** The listeners that the example has added; they are those of no other. */
function takeAdded(event) {
  const before = current.listeners[event];
  const added = process.listeners(event).filter((listener) => !before.includes(listener));
  for (const listener of added) process.removeListener(event, listener);
  return added;
}

/** `left` is true when something goes on that the example has started: its session cannot. */
function finish(example, left) {
  if (current !== example) return;
  let lost = left;
  try {
    lost ||= holdsOutput();
    tellEnd(example, lost);
  } catch {
    reallyExit.call(process, BROKEN); // what the example did to the interpreter broke us too
  }
  if (lost) reallyExit.call(process, 0);
  next();
}

function tellEnd(example, lost) {
  const { ending, run, last, file } = example;
  const code = numberOf(ending.code ?? process.exitCode) || null;
  unwatch(example);
  current = null;
  if (ending.failed) report({ exception: run, shown: describe(ending, file), lost });
  else report({ end: run, code, value: null, text: null, ...last, lost });
  release();
}

start();
