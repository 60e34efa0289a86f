import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runNode, runTool } from "../run-tool.ts";

const root = repositoryRoot();

/** Runs `work` with a temporary folder below the checkout, so that packages resolve. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  mkdirSync(path.join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(path.join(root, ".cache", "examples-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Configuration {
  readonly compilerOptions: object;
  readonly include: readonly string[];
}

/**
 * The type errors of these folders under their own tsconfig.json. Folders with the same options are checked
 * together.
 */
export function typeErrors(folders: readonly string[]): Promise<string> {
  const groups = new Map<string, string[]>();
  for (const folder of folders) {
    const text = readFileSync(path.join(folder, "tsconfig.json"), "utf8");
    const { compilerOptions, include } = JSON.parse(text) as Configuration;
    const key = JSON.stringify(compilerOptions);
    groups.set(key, [...(groups.get(key) ?? []), ...include.map((file) => path.join(folder, file))]);
  }
  return inFolder(async (place) => {
    let said = "";
    for (const [options, include] of groups) {
      const file = path.join(place, "tsconfig.json");
      writeFileSync(file, `{ "compilerOptions": ${options}, "include": ${JSON.stringify(include)} }`);
      said += (await runTool("tsc", ["-p", file])).output;
    }
    return said;
  });
}

/** Loads a program like Pulumi's Node host: with its ts-node, and `main` of package.json. */
const loader = `
  const { tsnodeRequire, typescriptRequire } = require("@pulumi/pulumi/tsutils.js").typeScriptRequireStrings();
  const compilerOptions = { target: "ES2020", module: "nodenext", moduleResolution: "nodenext" };
  const options = { compiler: typescriptRequire, transpileOnly: true, skipProject: true, compilerOptions };
  require(tsnodeRequire).register(options);
  for (const folder of process.argv.slice(2)) console.log(typeof require(folder).default);`;

/** The types of the programs in these folders, such as "function", or the error of loading them. */
export function programTypes(folders: readonly string[]): Promise<string[]> {
  return inFolder(async (place) => {
    const file = path.join(place, "loader.cjs");
    writeFileSync(file, loader);
    const { output } = await runNode([file, ...folders], root);
    return output.trim().split("\n");
  });
}
