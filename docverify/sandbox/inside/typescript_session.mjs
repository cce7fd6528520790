// Says of the examples of a page whether the compiler of TypeScript accepts them. It runs nothing of them.
//
// They come as the steps of one task: the compiler is started once, and what it has read of libraries is read once.

import { checker } from "./javascript/checking.mjs";
import { begin, readCommand, report } from "./javascript/link.mjs";
import { findCompiler } from "./javascript/types.mjs";

/** Milliseconds after which nothing more is asked: a reader waits for the verdicts of the runs, and not for more. */
const PATIENCE = 20_000;

const { layer } = begin();
const compiler = findCompiler(layer);

function answer({ run, steps }) {
  report({ begin: run });
  if (!compiler) return report({ exception: run, shown: { type: "Missing", message: "no compiler of TypeScript" } });
  const { typescript, folder } = compiler;
  const check = checker(typescript, layer || folder, steps, Date.now() + PATIENCE);
  steps.forEach((_, index) => {
    const found = check(index);
    const told = { value: found && JSON.stringify(found), text: null };
    report(index + 1 < steps.length ? { step: run, ...told } : { end: run, code: null, ...told });
  });
}

for (let command = readCommand(); command; command = readCommand()) answer(command);
