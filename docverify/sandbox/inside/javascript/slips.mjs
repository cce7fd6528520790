/** Whether code that cannot be read is JavaScript with one slip in it: then one small correction makes it whole. */

import vm from "node:vm";

const LONGEST = 20_000;
const MOST = 600;
/** Corrections that are tried. */
const SIGNS = [",", ";", ")", "]", "}", "(", "[", "{", ":", "=", "=>", ".", "'", '"', "`", "})", "])", "))", "}}", "/>"];
const WORDS = [
  ..."const let var function return import export from as class extends new async await if else for of in".split(" "),
  ..."while switch case default try catch throw typeof".split(" "),
];
const PLACE = /^[^\n]*:(\d+)\n(?:[^\n]*\n){1,3}?([ \t]*)(\^+)$/m;
const BEFORE = /([\w$]+|[^\s\w$])\s*$/;
const AT = /^(?:[\w$]+|[^\s\w$])/;

/**
 * `reader` tells whether it reads a text, and the offset and length of what stops it: Node itself unless given. One that
 * goes back to what it takes for something else then stops before the slip, so that brackets are tried further on too.
 */
export function isSlip(code, reader = PLAIN) {
  try {
    const place = code.length > LONGEST ? null : reader.stop(code);
    return place !== null && isMended(code, around(code, place), reader);
  } catch {
    return false; // an example above may have put something else in the place of what is used here
  }
}

function isMended(code, stopped, reader) {
  let left = MOST;
  for (const tried of [corrections(code, stopped), reader.returns ? closings(code, stopped.start) : []]) {
    for (const other of tried) {
      if (reader.reads(other)) return true;
      if (--left === 0) return false;
    }
  }
  return false;
}

/** The offsets of the token that stops a reader and of its end, of the token before it, and of the end of the line. */
function around(code, { start, length }) {
  const before = BEFORE.exec(code.slice(0, start));
  const rest = code.indexOf("\n", start);
  const token = AT.exec(code.slice(start))?.[0] ?? "";
  const from = before ? before.index : start;
  const end = rest < 0 ? code.length : rest;
  return { start, token, whole: start + length, from, last: from + (before?.[1].length ?? 0), end };
}

/**
 * The code with one sign or word more, less, or in the place of another, where reading stops or at the code's end, and
 * with brackets around what may be no key without them.
 */
function* corrections(code, { start, token, whole, from, last, end }) {
  const put = (text, at, to = at) => code.slice(0, at) + text + code.slice(to);
  const after = start + token.length;
  yield put("", start, after);
  yield put("", from, last);
  yield put(`[${code.slice(start, whole)}]`, start, whole);
  for (const sign of SIGNS) {
    yield put(sign, last);
    yield put(sign, start);
    yield put(sign, end);
    yield put(sign, code.length);
    yield put(sign, start, after);
    yield put(sign, from, last);
  }
  for (const word of WORDS) {
    yield put(word, from, last);
    yield put(word, start, after);
    yield put(` ${word} `, start);
  }
  for (let place = start; place < end; place++) {
    for (const quote of ["'", '"', "`", "\\"]) yield put(quote, place);
  }
}

/** The code with one more sign that ends something, somewhere behind a place. */
function* closings(code, start) {
  for (const { index } of code.slice(start).matchAll(/(?<=[\w$])(?![\w$])|(?<=[)\]}'"`])/g)) {
    for (const sign of [")", "]", "}", ","]) yield code.slice(0, start + index) + sign + code.slice(start + index);
  }
}

/** As code that may await at its top, a line further down. */
function awaiting(code) {
  return `(async () => {\n${code}\n})`;
}

function stopOf(code) {
  try {
    new vm.Script(awaiting(code), { filename: "page" });
    return null;
  } catch (error) {
    return pointedAt(error, code, 1);
  }
}

/** Where Node points at, in code that is `further` lines down in what it was given; null if it points at nothing. */
export function pointedAt(error, code, further = 0) {
  const place = PLACE.exec(error.stack);
  if (!place) return null;
  const lines = code.split("\n").slice(0, Number(place[1]) - 1 - further);
  const above = lines.reduce((sum, one) => sum + one.length + 1, 0);
  return { start: Math.min(above + place[2].length, code.length), length: place[3].length };
}

function reads(code) {
  try {
    return Boolean(new vm.Script(awaiting(code)));
  } catch {
    return false;
  }
}

const PLAIN = { stop: stopOf, reads };
