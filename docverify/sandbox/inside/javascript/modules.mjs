// How examples find modules: beside the page, or among what is installed for the language.

import { createRequire, isBuiltin, Module } from "node:module";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

const { Object, process, SyntaxError, URL } = globalThis; // of which an example may make others
const { defineProperty } = Object;
const FOLDER = process.cwd();
const FILE = `${FOLDER}/example.js`;

const MISSING = ["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND", "ERR_UNSUPPORTED_DIR_IMPORT"];
/** A package, and what of it is meant. */
const PART = /^((?:@[^/]+\/)?[\w-][^/:]*)\/./;

export const META = { __proto__: null, url: `${pathToFileURL(FILE)}`, dirname: FOLDER, filename: FILE, resolve };

let importers = [];

/** As `import.meta.resolve` of a module beside the page does. */
function resolve(name, parent = META.url) {
  if (/^\.{0,2}\//.test(name)) return new URL(name, parent).href;
  if (URL.canParse(name)) return new URL(name).href;
  const found = createRequire(parent).resolve(name);
  return isBuiltin(found) ? `node:${found.replace(/^node:/, "")}` : pathToFileURL(found).href;
}

/** Gives examples what a CommonJS module has, and both kinds of modules what is installed in `layer`. */
export function setUp(layer) {
  importers = [FOLDER, ...(layer ? [layer] : [])].map(importerFrom);
  if (layer) {
    process.env.NODE_PATH = `${layer}/node_modules`;
    Module._initPaths();
    delete process.env.NODE_PATH;
  }
  const module = new Module(FILE);
  module.filename = FILE;
  module.paths = Module._nodeModulePaths(FOLDER);
  process.mainModule = module;
  process.argv[1] = FILE;
  const require = createRequire(FILE);
  require.main = module;
  const given = { require, module, exports: module.exports, __filename: FILE, __dirname: FOLDER };
  for (const [name, value] of Object.entries(given)) hide(name, value);
  freeNames();
}

/** A global that no list of globals shows. */
export function hide(name, value) {
  defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
}

/** Makes variables of globals that only their getters know: to a module, whose own names hide them, they are that. */
function freeNames() {
  const all = Object.getOwnPropertyDescriptors(globalThis);
  for (const [name, { get, set, configurable, enumerable }] of Object.entries(all)) {
    if (!get || set || !configurable) continue;
    const take = (value) => hide(name, value);
    defineProperty(globalThis, name, { get, set: take, configurable, enumerable });
  }
}

function importerFrom(folder) {
  const base = `${folder}/example.mjs`;
  const importModuleDynamically = vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER;
  if (importModuleDynamically) {
    const code = "(name, options) => import(name, options)";
    const script = new vm.Script(code, { filename: base, importModuleDynamically });
    return silenced(script.runInThisContext());
  }
  const { resolve } = createRequire(base);
  return async (name) => import(/^[./]/.test(name) ? new URL(name, pathToFileURL(base)) : resolve(name));
}

/** That Node calls this way of importing an experiment is nothing that an example prints. */
function silenced(from) {
  const { emitWarning } = process;
  return (name, options) => {
    const given = process.emitWarning;
    process.emitWarning = (text, ...more) => `${text}`.includes("vm.") || emitWarning.call(process, text, ...more);
    try {
      return from(name, options);
    } finally {
      process.emitWarning = given;
    }
  };
}

/** A module as the page has it, or as it is installed; a part of a package also as bundlers find it. */
export async function bring(name, options) {
  const errors = [];
  for (const from of importers) {
    try {
      return await from(name, options);
    } catch (error) {
      errors.push(error);
      if (!isMissing(error, name)) throw error;
    }
  }
  const path = PART.test(name) && resolved(name);
  if (path) return importers.at(-1)(`${pathToFileURL(path)}`, options);
  throw PART.test(name) ? errors.at(-1) : errors[0];
}

/** The file for which a part of a package stands, with the ending that a page may leave to bundlers; empty for none. */
function resolved(name) {
  try {
    return createRequire(FILE).resolve(name);
  } catch {
    return "";
  }
}

function isMissing(error, name) {
  if (!MISSING.includes(error?.code)) return false;
  const [missing] = `${error.message}`.split(/ imported from |\n/); // and not what it needs itself
  return missing.includes(PART.exec(name)?.[1] ?? name);
}

/** The names that an import asks for; those of a CommonJS module also stand in its default. */
export async function load(name, wanted, options, lenient) {
  const module = await bring(name, options);
  if (!wanted.length) return asWhole(module);
  const found = { __proto__: null };
  for (const one of wanted) {
    const holder = one in module ? module : Object(module.default);
    if (!(one in holder) && !lenient) {
      throw new SyntaxError(`The requested module '${name}' does not provide an export named '${one}'`);
    }
    found[one] = one === "default" ? asBundled(holder[one]) : holder[one];
  }
  return found;
}

/** A CommonJS module as a whole, which has for bundlers what Node cannot see in its code as well. */
function asWhole(module) {
  const exported = Object(module.default);
  const unseen = Object.keys(exported).filter((name) => !(name in module));
  if (!unseen.length || !Object.values(Module._cache).some((one) => one.exports === exported)) return module;
  return Object.assign({ __proto__: null }, exported, module);
}

/**
 * What a CommonJS module that was an ES module calls its default, which bundlers import and Node does not;
 * it also has what Node imports. A call of it can mean nothing else.
 */
function asBundled(exported) {
  const own = typeof exported === "object" && exported?.__esModule ? exported.default : undefined;
  if (typeof own !== "function") return exported;
  return new Proxy(own, { get: (target, key) => (key in target ? target[key] : exported[key]) });
}
