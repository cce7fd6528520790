// The names of a file of TypeScript: those that its top level declares, and those that it may take from elsewhere.

/** `names` can be had of it as a module, once it exports those of them that are `hidden`. */
export function declared(typescript, source) {
  const found = { names: [], hidden: [] };
  for (const statement of source.statements) {
    if (typescript.isExportAssignment(statement) && statement.isExportEquals) return { names: [], hidden: [] };
    const shown = statement.modifiers?.map((one) => one.kind) ?? [];
    const { ExportKeyword, DefaultKeyword } = typescript.SyntaxKind;
    const isExported = shown.includes(ExportKeyword) && !shown.includes(DefaultKeyword);
    for (const name of namesOf(typescript, statement)) {
      found.names.push(name);
      if (!isExported) found.hidden.push(name);
    }
  }
  const named = exported(typescript, source);
  const unique = (names) => [...new Set(names)];
  return { names: unique(found.names), hidden: unique(found.hidden).filter((name) => !named.includes(name)) };
}

/** Those of a list of exports. */
function exported(typescript, source) {
  const lists = source.statements.filter((one) => typescript.isExportDeclaration(one) && one.exportClause?.elements);
  return lists.flatMap((one) => one.exportClause.elements.map((element) => element.name.text));
}

function namesOf(typescript, statement) {
  if (typescript.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((one) => bound(typescript, one.name));
  }
  if (typescript.isImportDeclaration(statement)) return imported(statement.importClause);
  const isNamed =
    typescript.isFunctionDeclaration(statement) ||
    typescript.isClassDeclaration(statement) ||
    typescript.isInterfaceDeclaration(statement) ||
    typescript.isTypeAliasDeclaration(statement) ||
    typescript.isEnumDeclaration(statement) ||
    typescript.isImportEqualsDeclaration(statement) ||
    typescript.isModuleDeclaration(statement);
  const { name } = isNamed ? statement : {};
  return name && typescript.isIdentifier(name) && name.text !== "global" ? [name.text] : [];
}

function imported(clause) {
  const list = clause?.namedBindings;
  const names = list?.elements ?? (list ? [list] : []);
  return [clause, ...names].flatMap((one) => (one?.name ? [one.name.text] : []));
}

/** The names of a pattern. */
function bound(typescript, name) {
  if (typescript.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (element.name ? bound(typescript, element.name) : []));
}

/** Every name that is no property of something else, and that nothing in the file declares, however deep. */
export function needed(typescript, source) {
  const [read, made] = [new Set(), new Set()];
  const visit = (node) => {
    if (typescript.isIdentifier(node) && !isProperty(typescript, node)) {
      (isDeclaration(typescript, node) ? made : read).add(node.text);
    }
    typescript.forEachChild(node, visit);
  };
  visit(source);
  return [...read].filter((name) => !made.has(name));
}

function isDeclaration(typescript, node) {
  const { parent } = node;
  if (parent.name !== node) return false;
  return (
    typescript.isVariableDeclaration(parent) ||
    typescript.isParameter(parent) ||
    typescript.isBindingElement(parent) ||
    typescript.isTypeParameterDeclaration(parent)
  );
}

function isProperty(typescript, node) {
  const { parent } = node;
  if (typescript.isShorthandPropertyAssignment(parent)) return false;
  if (parent.propertyName === node || parent.right === node) return !typescript.isBinaryExpression(parent);
  if (parent.name !== node) return false;
  return (
    typescript.isPropertyAccessExpression(parent) ||
    typescript.isJsxAttribute(parent) ||
    typescript.isPropertyAssignment(parent) ||
    typescript.isTypeElement(parent) ||
    typescript.isClassElement(parent)
  );
}
