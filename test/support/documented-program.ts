import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Program } from "../../tools/engine/index.ts";
import { asCommonJs, type DocumentedProgram, type ProgramFolder } from "../project/documents/programs.ts";

/** A page's program as one that runs in this process, with its exports as the stack's outputs. */
export async function loadProgram(
  folder: ProgramFolder,
  { page, line, code }: DocumentedProgram,
): Promise<Program> {
  const file = path.join(folder.path, `${page.replace(/\W/g, "-")}-${line}.cjs`);
  await writeFile(
    file,
    `module.exports = async (exports) => {\n${asCommonJs(code)}\nreturn { ...exports };\n};`,
  );
  const run = jest.requireActual<(exports: object) => ReturnType<Program>>(file);
  return () => run({});
}
