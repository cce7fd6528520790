// The examples of a page as modules that the compiler of TypeScript checks, in the ways in which they may be meant.

import { readdirSync } from "node:fs";

import { declared, needed } from "./scopes.mjs";

const MOST = 20;
const LONGEST = 500;
const FORMS = {
  typescript: [".ts", ".tsx"],
  tsx: [".tsx", ".ts"],
  jsx: [".jsx", ".tsx"],
  javascript: [".jsx", ".tsx"],
};

/** Gives a function from the index of a step to what the compiler says of it; null where there was no time to ask. */
export function checker(typescript, folder, steps, deadline) {
  const page = new Page(typescript, folder, steps);
  const options = optionsFor(typescript, folder);
  const isLate = () => Date.now() > deadline;
  const strict = later(() => page.program({ ...options, strict: true }, isLate));
  const loose = later(() => page.program({ ...options, strict: false }, isLate));
  return (index) => {
    const step = page.steps[index];
    if (step.mode === "javascript") return null; // stands there for what it declares alone
    try {
      return { drawn: step.drawn, ...said(page, step, strict, loose) };
    } catch (error) {
      if (error instanceof typescript.OperationCanceledException) return null;
      throw error;
    }
  };
}

/** What is complained of, by reading, until one holds. */
function said(page, step, strict, loose) {
  const found = {};
  for (const [mode, program] of [["strict", strict], ["loose", loose]]) {
    for (const [reading, file] of Object.entries(step.files)) {
      const complaints = program()(file, step);
      found[`${reading} ${mode}`] = complaints;
      if (!complaints.length) return { readings: found, vague: page.vague(step, reading, program()) };
    }
  }
  return { readings: found, vague: false };
}

function later(make) {
  let made = null;
  return () => (made ??= make());
}

/** What a page need not say of its settings is as lenient as can be. */
function optionsFor(typescript, folder) {
  const { ModuleKind, ModuleResolutionKind, JsxEmit, ScriptTarget } = typescript;
  return {
    allowJs: true,
    allowImportingTsExtensions: true,
    allowSyntheticDefaultImports: true,
    alwaysStrict: true,
    checkJs: true,
    esModuleInterop: true,
    experimentalDecorators: false,
    jsx: JsxEmit.ReactJSX ?? JsxEmit.React,
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Bundler ?? ModuleResolutionKind.NodeJs ?? ModuleResolutionKind.Node10,
    noEmit: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    target: ScriptTarget.ESNext,
    typeRoots: [`${folder}/node_modules/@types`],
    types: typesIn(`${folder}/node_modules/@types`),
    useDefineForClassFields: true,
  };
}

/** All that are installed: newer releases take none by themselves. */
function typesIn(folder) {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    return [];
  }
}

class Page {
  constructor(typescript, folder, steps) {
    this.typescript = typescript;
    this.folder = folder;
    this.sources = new Map();
    this.texts = new Map();
    this.steps = [];
    for (const step of steps) this.steps.push(this.placed(step));
  }

  /** The step with its files: one that sees what stands above it, and one that does not, where that differs. */
  placed(step) {
    const place = `${this.folder}/example-${this.steps.length}`;
    const source = this.parsed(step, place);
    const form = source.fileName.slice(place.length);
    const own = declared(this.typescript, source);
    const above = this.above(needed(this.typescript, source), own.names);
    const drawn = [...above.values()].flat();
    const files = { "page-order": `${place}${form}` };
    this.texts.set(files["page-order"], module(step.code, above, own.hidden));
    if (drawn.length) {
      files.alone = `${place}-alone${form}`;
      this.texts.set(files.alone, module(step.code, new Map(), []));
    }
    return { ...step, files, drawn, own, above: [...above.keys()], lines: step.code.split("\n").length };
  }

  /** Read as its label says, or as its sister dialect where only that can be read. */
  parsed({ code, mode }, place) {
    const { typescript } = this;
    const read = (form) =>
      typescript.createSourceFile(`${place}${form}`, code, typescript.ScriptTarget.ESNext, true);
    const found = FORMS[mode].map(read);
    return found.find((one) => !one.parseDiagnostics?.length) ?? found[0];
  }

  /** By the number of the nearest step above that declares them: the names that this one needs and has not. */
  above(names, own) {
    const found = new Map();
    for (const name of names) {
      const at = own.includes(name) ? -1 : this.steps.findLastIndex((step) => step.own.names.includes(name));
      if (at >= 0) found.set(at, [...(found.get(at) ?? []), name]);
    }
    return found;
  }

  /** Whether something that the step takes from above is not known either: then its types say nothing. */
  vague(step, reading, ask) {
    if (reading === "alone") return false;
    return step.above.some((at) => {
      const above = this.steps[at];
      return ask(above.files["page-order"], above).length > 0 || this.vague(above, reading, ask);
    });
  }

  /** Gives a function from a file and its step to what is complained of in it. */
  program(options, isLate) {
    const { typescript } = this;
    const host = this.host(options);
    const program = typescript.createProgram([...this.texts.keys()], options, host);
    const cancellation = {
      isCancellationRequested: isLate,
      throwIfCancellationRequested() {
        if (isLate()) throw new typescript.OperationCanceledException();
      },
    };
    const known = new Map();
    const ask = (file, step) => {
      cancellation.throwIfCancellationRequested();
      const source = program.getSourceFile(file);
      const syntactic = program.getSyntacticDiagnostics(source, cancellation);
      const found = syntactic.length ? syntactic : program.getSemanticDiagnostics(source, cancellation);
      return complaints(typescript, found, step);
    };
    return (file, step) => {
      if (!known.has(file)) known.set(file, ask(file, step));
      return known.get(file);
    };
  }

  /** The files of the machine, with those of the page among them. */
  host(options) {
    const { typescript, texts, sources } = this;
    const real = typescript.createCompilerHost(options, true);
    return {
      ...real,
      getCurrentDirectory: () => this.folder,
      fileExists: (name) => texts.has(name) || real.fileExists(name),
      readFile: (name) => texts.get(name) ?? real.readFile(name),
      getSourceFile: (name, version) => {
        if (!sources.has(name)) {
          const text = texts.get(name) ?? real.readFile(name);
          const source = text === undefined ? undefined : typescript.createSourceFile(name, text, version, true);
          sources.set(name, source);
        }
        return sources.get(name);
      },
      writeFile: () => {},
    };
  }
}

/** The code as a module: what it adds stands below it, where no line of the page is. */
function module(code, above, hidden) {
  const imports = [...above].map(([at, names]) => `import { ${names.join(", ")} } from "./example-${at}";`);
  return `${code}\n;${imports.join("")}export { ${hidden.join(", ")} };`;
}

/** Code, line on the page and text of each that stands in the example itself. */
function complaints(typescript, diagnostics, step) {
  const found = [];
  for (const { file, start, code, messageText, category } of diagnostics) {
    if (category !== typescript.DiagnosticCategory.Error || !file) continue;
    const { line } = file.getLineAndCharacterOfPosition(start ?? 0);
    const text = typescript.flattenDiagnosticMessageText(messageText, "\n").slice(0, LONGEST);
    if (line < step.lines) found.push([code, line + step.line, text]);
  }
  return found.slice(0, MOST);
}
