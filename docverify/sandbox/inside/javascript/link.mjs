// The warden's commands and our reports: one JSON object a line.

import { fstatSync, readSync, writeSync } from "node:fs";

const [COMMANDS, REPORTS] = [3, 4];
const { parse, stringify } = JSON;
const { process } = globalThis;
const { from: bytesOf, alloc } = Buffer;

let [pending, nonce] = ["", ""];

/** The next command; waits for it, and is null when nobody will send any more. */
export function readCommand() {
  const buffer = alloc(65536);
  while (!pending.includes("\n")) {
    const count = readSync(COMMANDS, buffer);
    if (!count) return null;
    pending += buffer.toString("latin1", 0, count);
  }
  const end = pending.indexOf("\n");
  const line = pending.slice(0, end);
  pending = pending.slice(end + 1);
  return parse(bytesOf(line, "latin1").toString("utf8"));
}

/** The first command says with what our reports begin. */
export function begin() {
  const first = readCommand();
  nonce = first.nonce;
  return first;
}

/** Tells the warden, and how much was printed until now. */
export function report(message) {
  const bytes = bytesOf(`${nonce} ${stringify({ __proto__: null, ...message, out: size(1), err: size(2) })}\n`);
  for (let at = 0; at < bytes.length; ) at += writeSync(REPORTS, bytes, at);
}

function size(stream) {
  try {
    return fstatSync(stream).size;
  } catch {
    return 0;
  }
}

/** True when output waits that nothing writes any more: what comes later would wait behind it. */
export function holdsOutput() {
  return process.stdout.writableLength > 0 || process.stderr.writableLength > 0;
}
