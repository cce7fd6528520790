/** Whether code that cannot be read is JavaScript with one slip in it: then one small correction makes it whole. */

import vm from "node:vm";

const LONGEST = 20_000;
const MOST = 600;
/** Corrections that are tried. */
const SIGNS = [",", ";", ")", "]", "}", "(", "[", "{", ":", "=", "=>", ".", "'", '"', "`", "})", "])", "))", "}}"];
const WORDS = [
  ..."const let var function return import export from as class extends new async await if else for of in".split(" "),
  ..."while switch case default try catch throw typeof".split(" "),
];
const PLACE = /^[^\n]*:(\d+)\n[^\n]*\n([ \t]*)(\^+)/;
const BEFORE = /([\w$]+|[^\s\w$])\s*$/;
const AT = /^(?:[\w$]+|[^\s\w$])/;

export function isSlip(code) {
  try {
    const stopped = code.length > LONGEST ? null : stopOf(code);
    return stopped !== null && isMended(code, stopped);
  } catch {
    return false; // an example above may have put something else in the place of what is used here
  }
}

function isMended(code, stopped) {
  let left = MOST;
  for (const other of corrections(code, stopped)) {
    if (parses(other)) return true;
    if (--left === 0) return false;
  }
  return false;
}

/** As code that may await at its top, a line further down. */
function around(code) {
  return `(async () => {\n${code}\n})`;
}

/** Where reading stops: the offsets of the token and of its end, of the one before it, and of the end of the line. */
function stopOf(code) {
  try {
    new vm.Script(around(code), { filename: "page" });
    return null;
  } catch (error) {
    const place = PLACE.exec(error.stack);
    if (!place) return null;
    const lines = code.split("\n");
    const line = Number(place[1]) - 2;
    const above = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
    const start = Math.min(above + place[2].length, code.length);
    const before = BEFORE.exec(code.slice(0, start));
    const end = Math.min(above + (lines[line] ?? "").length, code.length);
    const token = AT.exec(code.slice(start))?.[0] ?? "";
    const from = before ? before.index : start;
    const whole = start + place[3].length;
    return { start, token, whole, from, last: from + (before?.[1].length ?? 0), end };
  }
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

function parses(code) {
  try {
    return Boolean(new vm.Script(around(code)));
  } catch {
    return false;
  }
}
