import path from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../repository.ts";

/** A property of an interface or class, from its declaration and doc comment. */
export interface Member {
  readonly name: string;
  /** The type without `Input`, `Output` and `undefined`. */
  readonly type: string;
  readonly optional: boolean;
  /** The doc comment's paragraphs, each on one line. Empty if there is none. */
  readonly doc: readonly string[];
}

export interface Declaration {
  readonly name: string;
  /** The declaration up to its body, without `export`. */
  readonly head: string;
  readonly doc: readonly string[];
  /** The texts of the doc comment's tags by name: `example`, `throws`. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly members: readonly Member[];
}

/** The compiler options for reading sources without output. */
export const compilerOptions: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  types: ["node"],
};

/** Source files, read through TypeScript's type checker. */
export class Sources {
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #files: readonly string[];

  /** @param files paths, absolute or from the repository's root. */
  constructor(files: readonly string[]) {
    this.#files = files.map((file) => path.resolve(repositoryRoot(), file));
    this.#program = ts.createProgram([...this.#files], compilerOptions);
    this.#checker = this.#program.getTypeChecker();
  }

  /** @throws Error if none of the files exports the name. */
  declaration(name: string): Declaration {
    for (const file of this.#files) {
      const source = this.#program.getSourceFile(file);
      const symbol =
        source && this.#checker.getSymbolAtLocation(source)?.exports?.get(ts.escapeLeadingUnderscores(name));
      const [node] = symbol?.declarations ?? [];
      if (symbol === undefined || node === undefined || ts.isExportSpecifier(node)) continue;
      const members = ts.isFunctionDeclaration(node) ? [] : this.#members(node);
      return { name, head: head(node), doc: this.#paragraphs(symbol), tags: tags(node), members };
    }
    throw new Error(`none of ${this.#files.join(", ")} declares ${name}`);
  }

  /** The members of a type, including inherited ones; of a class only its own. */
  #members(node: ts.Declaration): Member[] {
    return this.#checker
      .getTypeAtLocation(node)
      .getProperties()
      .toSorted(byDeclarationOrder)
      .flatMap((symbol) => {
        const of = symbol.declarations?.[0];
        if (ts.isClassDeclaration(node) && of?.parent !== node) return [];
        if (of === undefined || ts.isMethodDeclaration(of) || ts.isMethodSignature(of)) return [];
        return {
          name: symbol.name,

          optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
          type: this.#type(symbol, of),
          doc: this.#paragraphs(symbol),
        };
      });
  }

  /** The type as written, or as inferred if a mapped type creates the property. */
  #type(symbol: ts.Symbol, of: ts.Declaration): string {
    const isMapped = (symbol.flags & ts.SymbolFlags.Transient) !== 0;
    const written = !isMapped && isProperty(of) ? of.type?.getText() : undefined;
    const type = this.#checker.getTypeOfSymbol(symbol);
    return plainType(written ?? this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation));
  }

  #paragraphs(symbol: ts.Symbol): string[] {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
    return paragraphs.filter((paragraph) => paragraph !== "").map(withoutLinks);
  }
}

/** The properties that a union picks have no order of their own, so they are sorted by declaration. */
function byDeclarationOrder(one: ts.Symbol, other: ts.Symbol): number {
  const [a, b] = [one.declarations?.[0], other.declarations?.[0]];
  return a !== undefined && a.parent === b?.parent ? a.pos - b.pos : 0;
}

function isProperty(node: ts.Node): node is ts.PropertySignature | ts.PropertyDeclaration {
  return ts.isPropertySignature(node) || ts.isPropertyDeclaration(node);
}

function head(node: ts.Declaration): string {
  const end = ts.isFunctionDeclaration(node) && node.body !== undefined ? node.body.pos : node.end;
  const text = node.getSourceFile().text.slice(node.getStart(), end);
  return text.replace(/^export /, "").trim();
}

function tags(node: ts.Declaration): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const tag of ts.getJSDocTags(node)) {
    const text = ts.getTextOfJSDocComment(tag.comment) ?? "";
    found.set(tag.tagName.text, [...(found.get(tag.tagName.text) ?? []), text.trim()]);
  }
  return found;
}

/** A type without `Input`, `Output` and `undefined`. */
function plainType(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const [, inner = line] = /^(?:\w+\.)?(?:Input|Output|OutputInstance)<(.*)>$/.exec(line) ?? [];
  return inner.replace(/ \| undefined$/, "");
}

/** Turns `{@link MaskingSessionArgs.account}` into `account`. */
function withoutLinks(text: string): string {
  return text.replace(/\{@link (?:\w+\.)?(\w+)\s*\}/g, "`$1`");
}
