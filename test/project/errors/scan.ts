import { readdirSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { compilerOptions } from "../../../tools/docs/members.ts";

/** What the source files can say to a person. */
export interface Scan {
  /** The codes of every error class that can be thrown. */
  readonly codes: readonly string[];
  /** Error classes whose code is not written in their type, so that it must be one of another class. */
  readonly passingOn: readonly string[];
  /** The fixed words of each line that is logged. */
  readonly logged: readonly string[];
  /** The fixed words of every text with a blank in it, by file. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

export function sourceFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".ts")).map((name) => path.join(folder, name));
}

/** Reads source files by TypeScript's own understanding of them, not by the look of their text. */
export function scan(files: readonly string[]): Scan {
  const program = ts.createProgram([...files], compilerOptions);
  const checker = program.getTypeChecker();
  const codes = new Set<string>();
  const passingOn: string[] = [];
  const logged: string[] = [];
  const words = new Map<string, string[]>();

  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${file} cannot be read`);
    const ofFile: string[] = [];
    visit(source, (node) => {
      if (ts.isClassDeclaration(node)) readClass(node);
      if (ts.isCallExpression(node) && /(?:^|[.#])log$/.test(node.expression.getText())) {
        logged.push(...node.arguments.flatMap(fixedWords));
      }
      if (ts.isStringLiteral(node) || ts.isTemplateExpression(node)) {
        ofFile.push(...fixedWords(node).filter((text) => text.trim().includes(" ")));
      }
    });
    words.set(file, ofFile);
  }
  return { codes: [...codes].sort(), passingOn, logged, words };

  function readClass(node: ts.ClassDeclaration): void {
    const { name, modifiers = [] } = node;
    if (name === undefined || modifiers.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword)) return;
    const type = checker.getTypeAtLocation(name);
    const code = type.getProperty("code");
    if (!isProviderError(type) || code === undefined) return;
    const codeType = checker.getTypeOfSymbol(code);
    const literals = codeType.isUnion() ? codeType.types : [codeType];
    for (const literal of literals) {
      if (literal.isStringLiteral()) codes.add(literal.value);
      else passingOn.push(name.text);
    }
  }

  function isProviderError(type: ts.Type): boolean {
    if (["ProviderError", "ProgramError"].includes(type.symbol.name)) return true;
    return (type.getBaseTypes() ?? []).some(isProviderError);
  }
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** The parts of a text that are the same whatever it is about. */
function fixedWords(node: ts.Node): string[] {
  return [...new Set(wordings(node).flatMap((text) => text.split(open)))].filter((part) => part !== "");
}

/** Stands for what is known only when the text is made. */
const open = "\0";

/** The ways in which a text can be put: a condition within it has two. */
function wordings(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return wordings(node.expression);
  if (ts.isConditionalExpression(node)) return [...wordings(node.whenTrue), ...wordings(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return joined(wordings(node.left), wordings(node.right));
  if (!ts.isTemplateExpression(node)) return [open];
  return node.templateSpans.reduce(
    (texts, { expression, literal }) => joined(joined(texts, wordings(expression)), [literal.text]),
    [node.head.text],
  );
}

function joined(beginnings: readonly string[], ends: readonly string[]): string[] {
  return beginnings.flatMap((beginning) => ends.map((end) => beginning + end));
}
