/* The tokens of JavaScript: as much of its grammar as rewriting it needs. */

"use strict";

const OPEN = new Set(["(", "[", "{"]);
const CLOSE = new Set([")", "]", "}"]);
const BEFORE_VALUE = new Set(
  "return typeof case in of delete void throw new else do instanceof yield await default extends".split(" "),
);
const PIECES = [
  ["blank", /[^\S\n]+/y],
  ["newline", /\n/y],
  ["comment", /\/\/[^\n]*|\/\*[^]*?\*\/|#![^\n]*/y],
  ["word", /[\p{ID_Start}$_#@\\][\p{ID_Continue}$\u200c\u200d\\]*/uy],
  ["number", /\.?\d[\w.]*/y],
  ["string", /"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/y],
];
const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const TEMPLATE = /(?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{)?/y;
const PUNCTUATION = /=>|\.\.\.|\?\.|[^]/y;

/** The tokens of code, in order, without blanks and comments; `after` is true for the first one of a line. */
function tokens(code) {
  const found = [];
  const templates = [];
  let [at, depth, after] = [0, 0, true];
  const add = (kind, text) => {
    found.push({ kind, text, start: at, end: at + text.length, depth, after });
    after = false;
    at += text.length;
  };
  const addTemplate = (begin) => {
    TEMPLATE.lastIndex = at + begin;
    const text = code.slice(at, at + begin) + TEMPLATE.exec(code)[0];
    add("template", text);
    if (text.endsWith("${")) templates.push(depth++);
  };
  while (at < code.length) {
    const [kind, text] = piece(code, at, found.at(-1));
    if (kind === "blank" || kind === "comment" || kind === "newline") {
      after ||= text.includes("\n");
      at += text.length;
    } else if (text === "`") {
      addTemplate(1);
    } else if (text === "}" && templates.at(-1) === depth - 1) {
      depth = templates.pop();
      addTemplate(1);
    } else {
      depth -= kind === "punctuation" && CLOSE.has(text) && depth > 0 ? 1 : 0;
      add(kind, text);
      depth += kind === "punctuation" && OPEN.has(text) ? 1 : 0;
    }
  }
  return found;
}

function piece(code, at, last) {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = at;
    const match = pattern.exec(code);
    if (match) return [kind, match[0]];
  }
  REGEX.lastIndex = at;
  const regex = code[at] === "/" && beginsValue(last) ? REGEX.exec(code) : null;
  if (regex) return ["regex", regex[0]];
  PUNCTUATION.lastIndex = at;
  return ["punctuation", PUNCTUATION.exec(code)[0]];
}

/** True where a slash begins a regular expression and divides nothing. */
function beginsValue(last) {
  if (!last) return true;
  if (last.kind === "word") return BEFORE_VALUE.has(last.text);
  return last.kind === "punctuation" && ![")", "]", "}"].includes(last.text);
}
