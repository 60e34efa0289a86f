import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import ts from "typescript";
import { repositoryRoot } from "../../../tools/repository.ts";
import { allPages, type CodeBlock } from "./pages.ts";

/** A program of a page. */
export interface DocumentedProgram {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

/**
 * The programs of the pages' TypeScript blocks. A block without an `import` continues the previous one of its
 * page.
 */
export function documentedPrograms(blocks = allPages().flatMap((page) => page.blocks)): DocumentedProgram[] {
  const programs: DocumentedProgram[] = [];
  for (const { page, line, code } of blocks.filter(isTypeScript)) {
    const before = programs.at(-1);
    if (before?.page === page && !/^import\b/m.test(code)) {
      programs.splice(-1, 1, { ...before, code: `${before.code}\n${code}` });
    } else programs.push({ page, line, code });
  }
  return programs;
}

function isTypeScript({ language }: CodeBlock): boolean {
  return language === "ts" || language === "typescript";
}

/** A folder in which programs are ES modules and resolve packages like a user's. */
export class ProgramFolder {
  private constructor(readonly path: string) {}

  /** Below the checkout, so that packages resolve. */
  static async open(): Promise<ProgramFolder> {
    const cache = path.join(repositoryRoot(), ".cache");
    await mkdir(cache, { recursive: true });
    const folder = new ProgramFolder(await mkdtemp(path.join(cache, "documents-")));
    await writeFile(path.join(folder.path, "package.json"), '{ "type": "module" }');
    return folder;
  }

  /** @returns the program's file, which Node can run. */
  async write({ page, line, code }: DocumentedProgram): Promise<string> {
    const file = path.join(this.path, `${page.replace(/\W/g, "-")}-${line}.ts`);
    await writeFile(file, code);
    return file;
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true });
  }
}

/** The program of a page that contains this text. */
export function programWith(page: string, text: string): DocumentedProgram {
  const found = documentedPrograms().find((program) => program.page === page && program.code.includes(text));
  if (found === undefined) throw new Error(`no program of ${page} says ${text}`);
  return found;
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.NodeNext,
  types: ["node"],
};

/** The compiler's errors, with file names. */
export function typeErrors(files: readonly string[]): string[] {
  return ts.getPreEmitDiagnostics(ts.createProgram([...files], options)).map(({ file, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, "\n");
    return `${path.basename(file?.fileName ?? "")}: ${text}`;
  });
}

/** The program as a CommonJS module, which jest can load. */
export function asCommonJs(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}
