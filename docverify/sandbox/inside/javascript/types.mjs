// Code with types, or with elements of JSX, as plain code: by what is installed for it, or by Node itself.

import * as nodeModule from "node:module";

import { pointedAt } from "./slips.mjs";

const OWN = `${process.execPath.replace(/\/bin\/[^/]*$/, "")}/lib/node_modules`;
const INSTALLED = [OWN, "/usr/local/lib/node_modules", "/usr/lib/node_modules", "/usr/share/nodejs"];
const NOTHING = { read: () => null, stop: () => null };
const MAKERS = { sucrase: bySucrase, typescript: byTypeScript };

/**
 * What can read code with types: `read` gives code and map, null when it cannot, and `stop` the offset and length of what
 * it cannot read, null when nothing stops it. It `elides` unused imports, or does not, and `returns` to an earlier place
 * than that of a slip, or does not.
 */
export function findTranslator(layer) {
  for (const folder of foldersWith(layer)) {
    const require = nodeModule.createRequire(`${folder}/example.cjs`);
    for (const [name, make] of Object.entries(MAKERS)) {
      try {
        return { ...make(require(`${folder}/${name}`), hasRuntime(require)), elides: true, known: name };
      } catch {
        continue;
      }
    }
  }
  const strip = nodeModule.stripTypeScriptTypes;
  return strip ? { ...byNode(strip), elides: false, known: "node" } : { ...NOTHING, elides: true, known: "" };
}

/** The compiler of TypeScript, and the folder above the modules it is one of; null where there is none of this kind. */
export function findCompiler(layer) {
  for (const folder of foldersWith(layer)) {
    try {
      const typescript = nodeModule.createRequire(`${folder}/example.cjs`)(`${folder}/typescript`);
      if (typescript.createProgram) return { typescript, folder: folder.replace(/\/[^/]*$/, "") };
    } catch {
      continue;
    }
  }
  return null;
}

function foldersWith(layer) {
  return [...(layer ? [`${layer}/node_modules`] : []), ...INSTALLED];
}

/** Whether elements of JSX can be made without `React` in scope. */
function hasRuntime(require) {
  try {
    require.resolve("react/jsx-runtime");
    return true;
  } catch {
    return false;
  }
}

function byTypeScript(typescript, runtime) {
  const { ESNext } = typescript.ScriptTarget;
  const jsx = runtime ? typescript.JsxEmit.ReactJSX : typescript.JsxEmit.React;
  const compilerOptions = { target: ESNext, module: typescript.ModuleKind.ESNext, jsx, sourceMap: true };
  const readAs = (code, fileName) => {
    const options = { compilerOptions, fileName, reportDiagnostics: true };
    const found = typescript.transpileModule(code, options);
    if (found.diagnostics.length) return null;
    const map = new nodeModule.SourceMap(JSON.parse(found.sourceMapText));
    return { code: found.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ""), map };
  };
  const stopIn = (code, fileName) => typescript.createSourceFile(fileName, code, ESNext).parseDiagnostics[0] ?? null;
  return {
    read: (code) => readAs(code, "page.ts") ?? readAs(code, "page.tsx"),
    stop: (code) => stopIn(code, "page.ts") && stopIn(code, "page.tsx"),
  };
}

function bySucrase(sucrase, runtime) {
  const jsx = { jsxRuntime: runtime ? "automatic" : "classic", production: true };
  const options = { disableESTransforms: true, preserveDynamicImport: true, ...jsx };
  const readWith = (code, transforms) => {
    try {
      return { code: sucrase.transform(code, { ...options, transforms }).code, map: null };
    } catch {
      return null;
    }
  };
  const read = (code) => readWith(code, ["typescript"]) ?? readWith(code, ["typescript", "jsx"]);
  const stop = (code) => {
    if (read(code)) return null;
    try {
      sucrase.transform(code, { ...options, transforms: ["typescript", "jsx"] });
      return null;
    } catch (error) {
      return error.pos === undefined ? null : { start: error.pos, length: 1 };
    }
  };
  return { read, stop, returns: true };
}

function byNode(strip) {
  const readIn = (code, mode) => {
    try {
      const text = strip(code, { mode, ...(mode === "transform" ? { sourceMap: true } : {}) });
      const inline = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(text);
      const map = inline && new nodeModule.SourceMap(JSON.parse(Buffer.from(inline[1], "base64").toString()));
      return { code: inline ? text.slice(0, inline.index) : text, map };
    } catch {
      return null;
    }
  };
  const stop = (code) => {
    try {
      strip(code, { mode: "transform" });
      return null;
    } catch (error) {
      return pointedAt(error, code);
    }
  };
  return { read: silently((code) => readIn(code, "strip") ?? readIn(code, "transform")), stop: silently(stop) };
}

/** That types are stripped is nothing that an example prints. */
function silently(call) {
  return (code) => {
    const { emitWarning } = process;
    process.emitWarning = () => {};
    try {
      return call(code);
    } finally {
      process.emitWarning = emitWarning;
    }
  };
}
