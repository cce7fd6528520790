/* Text of examples, rewritten so that a session can evaluate it: modules, steps and names that are declared anew.

Runs in a realm of its own, in which no example can change what a string or an array does.
What it adds stands on lines that are there, so that every line of an error is the page's.
Text that is no JavaScript comes out as such: the interpreter is the one that says so. */

"use strict";

const OTHERWISE = { __proto__: null, const: "let", let: "var", var: "const" };
/** The code with its imports and exports as what a script may hold; `module` is true when it had any.

Its constants are variables, which a later example may declare anew, unless the code itself assigns to one.
`globals` are names that stay what they are until a module that may need them is there. */
function scripted(code, hidden, lenient, globals) {
  const list = tokens(code);
  const changed = assigned(list);
  const edits = [];
  let module = false;
  list.forEach((token, index) => {
    if (token.kind !== "word" || list[index - 1]?.text === ".") return;
    const next = list[index + 1]?.text;
    if (token.text === "import" && next === "(") edits.push([token.start, token.end, `${hidden}.import`]);
    else if (token.text === "import" && next === "." && list[index + 2]?.text === "meta") {
      edits.push([token.start, list[index + 2].end, `${hidden}.meta`]);
    } else if (token.depth === 0 && requires(list, index) && globals.some((name) => binds(list, index, name))) {
      edits.push([token.start, token.end, "var".padEnd(token.text.length)]);
    } else if (token.depth === 0 && token.text === "const" && !changed.some((name) => binds(list, index, name))) {
      edits.push([token.start, token.end, "let  "]);
    } else if (token.depth === 0 && token.text === "import" && next !== ":") {
      edits.push(...imported(code, list, index, { hidden, lenient, globals }));
      module = true;
    } else if (token.depth === 0 && token.text === "export" && next !== ":") {
      edits.push(...exported(code, list, index, hidden));
      module = true;
    }
  });
  return { code: edited(code, edits), module };
}

/** Whether a declaration begins there that takes its names from a module. */
function requires(list, first) {
  if (!["const", "let"].includes(list[first].text)) return false;
  const given = list.findIndex((token, index) => index > first && token.depth === 0 && token.text === "=");
  return given > 0 && list[given + 1]?.text === "require" && list[given + 2]?.text === "(";
}

/** The names that code gives another value than the first. */
function assigned(list) {
  const isChanged = ({ kind, end }, index) => {
    if (kind !== "word" || /^(?:const|let|var|[.,{])$/.test(list[index - 1]?.text)) return false;
    const next = list.slice(index + 1, index + 5);
    const operator = next.filter((token, place) => token.kind === "punctuation" && token.start === next[0].start + place);
    const text = operator.map((token) => token.text).join("");
    return /^(?:=(?![=>])|[-+*/%&|^?]{1,2}=(?!=)|\*\*=|<<=|>>>?=|\+\+|--)/.test(text) && end <= next[0].start;
  };
  return list.filter(isChanged).map((token) => token.text);
}

/** `import a, { b as c } from "d"` as the value of a call that is awaited. */
function imported(code, list, first, { hidden, lenient, globals }) {
  const found = importAt(list, first);
  if (!found) return [];
  const { last, namespace, names, typed } = found;
  const [end, attributes] = attributesOf(code, list, last);
  if (typed) return [[list[first].start, end, ";"]];
  const wanted = JSON.stringify([...names.keys()].map((name) => name.replace(/^["']|["']$/g, "")));
  const line = code.slice(0, list[first].start).split("\n").length;
  const call = `await ${hidden}.load(${list[last].text}, ${wanted}, ${line}, ${attributes}, ${lenient})`;
  const bound = [...names].map(([name, local]) => (name === local ? name : `${name}: ${local}`)).join(", ");
  const how = [namespace, ...names.values()].some((name) => globals.includes(name)) ? "var" : "let";
  const given = namespace ? `${how} ${namespace} = ${call}` : bound ? `${how} { ${bound} } = ${call}` : call;
  const rest = namespace && names.size ? `, { ${bound} } = ${namespace}` : "";
  return [[list[first].start, end, `;${given}${rest};`]];
}

/** The declaration that begins with that `import`: where its module stands, and the variables by what each is of it.

It is `typed` when all of it is types, which nothing of a running program needs; null when it is no declaration. */
function importAt(list, first) {
  const last = fromClause(list, first + 1);
  if (last < 0) return null;
  const clause = list.slice(first + 1, Math.max(first + 1, last - 1)); // without the last `from`, which names may be, too
  const words = clause.map((token) => token.text);
  const names = new Map();
  let [namespace, typed] = ["", isOfTypes(words)];
  for (let at = 0; !isOfTypes(words) && at < words.length; at++) {
    if (words[at] === "type" && clause[at].depth > 0 && !/^(?:as|[,}])$/.test(words[at + 1])) {
      at += words[at + 2] === "as" ? 3 : 1;
      typed = true;
      continue;
    }
    const renamed = words[at + 1] === "as";
    if (words[at] === "*") namespace = words[at + 2];
    else if (clause[at].depth > 0 && !"{},".includes(words[at])) names.set(words[at], renamed ? words[at + 2] : words[at]);
    else if (clause[at].kind === "word" && clause[at].depth === 0) names.set("default", words[at]);
    if (renamed) at += 2;
  }
  return { last, namespace, names, typed: typed && !names.size };
}

/** What the code imports and its translation does not: each a module, what of it, and the variable. */
function elided(code, translated) {
  const [all, kept] = [code, translated].map((one) => importsIn(tokens(one)));
  return all.filter(([, , local]) => !kept.some(([, , other]) => other === local));
}

function importsIn(list) {
  return list.flatMap((token, index) => {
    const found = token.text === "import" && token.depth === 0 ? importAt(list, index) : null;
    const { last, namespace, names } = found ?? { names: new Map() };
    const taken = namespace ? [["*", namespace], ...names] : [...names];
    return taken.map(([name, local]) => [list[last].text.slice(1, -1), name, local]);
  });
}

/** Whether the words of an import are those of types alone, which nothing of a running program needs. */
function isOfTypes([first, second]) {
  return first === "type" && second !== undefined && second !== ",";
}

/** The index of the name of the module in a declaration whose words begin at `at`; -1 when it is none. */
function fromClause(list, at) {
  for (let index = at; index < list.length; index++) {
    const token = list[index];
    if (token.kind === "string" && (index === at || list[index - 1].text === "from")) return index;
    const fits = token.kind === "word" || token.kind === "string" || ["{", "}", ",", "*"].includes(token.text);
    if (!fits || token.depth > 1) return -1;
  }
  return -1;
}

/** Where the declaration ends, and the text of its `with { … }`. */
function attributesOf(code, list, last) {
  let end = list[last].end;
  let attributes = "undefined";
  const word = list[last + 1];
  if (word && (word.text === "with" || word.text === "assert") && list[last + 2]?.text === "{") {
    const close = list.findIndex((token, index) => index > last + 2 && token.text === "}" && token.depth === 0);
    if (close > 0) {
      attributes = code.slice(list[last + 2].start, list[close].end).replace(/\n/g, " ");
      end = list[close].end;
    }
  }
  const semicolon = list.find((token) => token.start >= end);
  return [semicolon?.text === ";" ? semicolon.end : end, attributes];
}

/** What stands behind `export` stays; a list of names is left out, and what it comes from is loaded. */
function exported(code, list, first, hidden) {
  const [token, next] = [list[first], list[first + 1]];
  if (next?.text === "default") {
    const [kind, name] = list.slice(first + 2).filter((one) => !["async", "*"].includes(one.text));
    const named = ["function", "class"].includes(kind?.text) && name?.kind === "word" && name.text !== "extends";
    return [[token.start, next.end, named ? "" : ";[][0] ="]];
  }
  if (next?.text !== "{" && next?.text !== "*") return [[token.start, token.end, ""]];
  const last = fromClause(list, first + 1);
  if (last >= 0) return [[token.start, list[last].end, `;await ${hidden}.load(${list[last].text}, [], 0)`]];
  const close = list.findIndex((one, index) => index > first && one.text === "}" && one.depth === 0);
  return close < 0 ? [] : [[token.start, list[close].end, ";"]];
}

/** Each edit is a start, an end and the new text, which keeps the lines of the old one. */
function edited(code, edits) {
  let [text, at] = ["", 0];
  for (const [start, end, replacement] of edits) {
    if (start < at) continue;
    const lost = code.slice(start, end).split("\n").length - replacement.split("\n").length;
    text += code.slice(at, start) + replacement + "\n".repeat(Math.max(lost, 0));
    at = end;
  }
  return text + code.slice(at);
}

/** The steps as one script, at their lines on the page, which says where each but the last ends. */
function joined(steps, hidden) {
  let [text, line] = ["", 1];
  steps.forEach((step, index) => {
    const mark = index && steps[index - 1].mode !== "value" ? `;${hidden}.ended();` : "";
    const code = mark + (step.mode === "value" ? valued(step, hidden) : step.code.replace(/^#!/, "//"));
    const blank = Math.max(step.line - line, index ? 1 : 0);
    text += "\n".repeat(blank) + code;
    line += blank + code.split("\n").length - 1;
  });
  return text;
}

/** An expression, or a declaration of one name, that tells its value; with something said of it, also its error. */
function valued({ code, said }, hidden) {
  const bare = code.replace(/[;\s]+$/, "");
  const declared = /^\s*(?:const|let|var)\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=(?!=)/u.exec(bare);
  if (declared) return `;${hidden}.opened();${bare};${hidden}.ended(${declared[1]});`;
  const told = `${hidden}.ended((${bare}));`;
  return `;${hidden}.opened();${said ? `try{${told}}catch(${hidden}_){${hidden}.raised(${hidden}_);}` : told}`;
}

/** The code with the declaration of a name in another way, which may stand beside an older one; empty if it has none. */
function redeclared(code, name) {
  const list = tokens(code);
  for (let index = 0; index < list.length; index++) {
    const token = list[index];
    if (token.depth || token.kind !== "word" || list[index - 1]?.text === ".") continue;
    if (OTHERWISE[token.text] && binds(list, index, name)) {
      return edited(code, [[token.start, token.end, OTHERWISE[token.text]]]);
    }
    const named = list[index + 1]?.text === "*" ? list[index + 2] : list[index + 1];
    if (named?.text !== name || !["function", "class"].includes(token.text)) continue;
    const start = list[index - 1]?.text === "async" ? list[index - 1].start : token.start;
    return edited(code, [[start, start, `${token.text === "class" ? "var" : "let"} ${name} = `]]);
  }
  return "";
}

/** The code in which a name is declared several times, and each time counts; empty where it is otherwise.

Where the name is all that they declare, those after the first give it another value: an older example may have it too. */
function alternatives(code, name) {
  const list = tokens(code);
  const declared = [...list.keys()].filter(
    (index) =>
      list[index].depth === 0 && OTHERWISE[list[index].text] && list[index - 1]?.text !== "." && binds(list, index, name),
  );
  if (declared.length < 2) return "";
  const plain = declared.every((index) => list[index + 1].text === name && list[index + 2]?.text === "=");
  const words = declared.map((_, place) => (plain ? (place ? ";" : "let") : "var"));
  return edited(code, declared.map((index, place) => [list[index].start, list[index].end, words[place]]));
}

/** Whether a declaration binds the name: before the `=` of one of its parts. */
function binds(list, first, name) {
  let left = true;
  for (let index = first + 1; index < list.length; index++) {
    const token = list[index];
    if (token.depth === 0 && (token.text === ";" || (token.after && index > first + 1 && !left))) return false;
    if (token.depth === 0 && token.text === "=") left = false;
    if (token.depth === 0 && token.text === ",") left = true;
    if (left && token.kind === "word" && token.text === name) return true;
  }
  return false;
}

({ scripted, elided, joined, redeclared, alternatives });
