import path from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../repository.ts";

/** One property of an interface or class, as its declaration and its doc comment say it. */
export interface Member {
  readonly name: string;
  /** The type as it is written, without what `Input` or `Output` wraps around it, and without `undefined`. */
  readonly type: string;
  readonly optional: boolean;
  /** The doc comment's paragraphs, each on one line; empty where there is none. */
  readonly doc: readonly string[];
}

/** An exported interface, class, type alias or function. */
export interface Declaration {
  readonly name: string;
  /** What stands before its body, without `export`. */
  readonly head: string;
  readonly doc: readonly string[];
  /** The texts of the doc comment's tags, by name: `example`, `throws`. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly members: readonly Member[];
}

/** How the sources are read where nothing is made of them. */
export const readingOptions: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  types: ["node"],
};

/** Source files, read by TypeScript's own understanding of them. */
export class Sources {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #files: readonly string[];

  /** @param files paths, from the repository's root where they are relative. */
  constructor(files: readonly string[]) {
    this.#files = files.map((file) => path.resolve(repositoryRoot(), file));
    this.#program = ts.createProgram([...this.#files], readingOptions);
    this.#checker = this.#program.getTypeChecker();
  }

  /** @throws Error where none of the files exports the name. */
  declaration(name: string): Declaration {
    const node = this.#find(name);
    const symbol = this.#symbol(node);
    return {
      name,
      head: head(node),
      doc: this.#paragraphs(symbol),
      tags: tags(node),
      members: ts.isFunctionDeclaration(node) ? [] : this.#members(node),
    };
  }

  #find(name: string): Documented {
    for (const file of this.#files) {
      const found = this.#program
        .getSourceFile(file)
        ?.statements.find((node): node is Documented => isDocumented(node) && node.name?.text === name);
      if (found !== undefined) return found;
    }
    throw new Error(`none of ${this.#files.join(", ")} declares ${name}`);
  }

  #symbol(node: Documented): ts.Symbol {
    const symbol = node.name === undefined ? undefined : this.#checker.getSymbolAtLocation(node.name);
    if (symbol === undefined) throw new Error("a declaration without a name");
    return symbol;
  }

  /** What a type has of its own, then what it extends; of a class only what itself declares. */
  #members(node: Documented): Member[] {
    return this.#checker
      .getTypeAtLocation(node)
      .getProperties()
      .flatMap((symbol) => {
        const { valueDeclaration: of } = symbol;
        if (of === undefined || !(ts.isPropertySignature(of) || ts.isPropertyDeclaration(of))) return [];
        if (ts.isClassDeclaration(node) && of.parent !== node) return [];
        const optional = of.questionToken !== undefined;
        return { name: symbol.name, type: writtenType(of.type), optional, doc: this.#paragraphs(symbol) };
      });
  }

  #paragraphs(symbol: ts.Symbol): string[] {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
    return paragraphs.filter((paragraph) => paragraph !== "").map(withoutLinks);
  }
}

type Documented =
  ts.InterfaceDeclaration | ts.ClassDeclaration | ts.TypeAliasDeclaration | ts.FunctionDeclaration;

function isDocumented(node: ts.Node): node is Documented {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isFunctionDeclaration(node)
  );
}

function head(node: Documented): string {
  const end = ts.isFunctionDeclaration(node) && node.body !== undefined ? node.body.pos : node.end;
  const text = node.getSourceFile().text.slice(node.getStart(), end);
  return text.replace(/^export /, "").trim();
}

function tags(node: Documented): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const tag of ts.getJSDocTags(node)) {
    const text = ts.getTextOfJSDocComment(tag.comment) ?? "";
    found.set(tag.tagName.text, [...(found.get(tag.tagName.text) ?? []), text.trim()]);
  }
  return found;
}

function writtenType(type: ts.TypeNode | undefined): string {
  if (type === undefined) return "unknown";
  const isWrapped = ts.isTypeReferenceNode(type) && /\b(?:Input|Output)$/.test(type.typeName.getText());
  const inner = isWrapped ? type.typeArguments?.[0] : undefined;
  return (inner ?? type)
    .getText()
    .replace(/\s+/g, " ")
    .replace(/ \| undefined$/, "");
}

/** `{@link MaskingSessionArgs.account}` reads as `account`. */
function withoutLinks(text: string): string {
  return text.replace(/\{@link (?:\w+\.)?(\w+)\s*\}/g, "`$1`");
}
