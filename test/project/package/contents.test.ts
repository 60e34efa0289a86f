import { existsSync, globSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pack, packageFolders, type PackageFolder, type Packed } from "../../../tools/pack.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runTool } from "../run-tool.ts";

const root = repositoryRoot();

/** The maximum size of each tarball in kilobytes. */
const limits: Readonly<Record<PackageFolder, number>> = { provider: 200, emulator: 150 };

/** The files of each package besides the compiled code, as patterns. */
const others: Readonly<Record<PackageFolder, RegExp[]>> = {
  provider: [/^package\.json$/, /^README\.md$/, /^LICENSE$/, /^CHANGELOG\.md$/, /^bin\/[\w-]+\.js$/],
  emulator: [
    /^package\.json$/,
    /^README\.md$/,
    /^LICENSE$/,
    /^bin\/plivo-masking-emulator\.js$/,
    /^console\/[\w-]+\.(html|css|js|svg)$/,
  ],
};

const sources: Readonly<Record<PackageFolder, string>> = { provider: "provider", emulator: "emulator" };

/** The compiler's output: all code, and the types that an import of the package can reach. */
function compilerOutput(folder: PackageFolder): string[] {
  const exclude = (name: string) => ["dist", "node_modules", "console"].includes(name);
  const files = globSync("**/*.ts", { cwd: path.join(root, sources[folder]), exclude });
  const names = files.filter((name) => !name.endsWith(".d.ts")).map((name) => name.slice(0, -".ts".length));
  const types = folder === "provider" ? reachableTypes() : names.map((name) => `dist/${name}.d.ts`);
  return [...names.map((name) => `dist/${name}.js`), ...types].sort();
}

/** The types of the provider's exports and of all that they import. */
function reachableTypes(): string[] {
  const exported = Object.values(manifestOf("provider").exports);
  const reached = new Set(
    exported.flatMap((one) => (typeof one === "string" ? [] : path.normalize(one.types))),
  );
  // Iterating over a set includes what is added meanwhile.
  for (const file of reached) {
    const text = readFileSync(path.join(root, file), "utf8");
    for (const [, specifier] of text.matchAll(/(?:from |import\(|^import )"(\.[^"]*)"/gm)) {
      const target = path.join(path.dirname(file), specifier ?? "");
      const found = [`${target}.d.ts`, path.join(target, "index.d.ts")].find((one) =>
        existsSync(path.join(root, one)),
      );
      if (found !== undefined) reached.add(found);
    }
  }
  return [...reached];
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { types: string; default: string }>>;
  readonly typesVersions?: { "*": Readonly<Record<string, string[]>> };
}

function manifestOf(folder: PackageFolder): Manifest {
  return readManifest(path.join(root, folder === "provider" ? "." : folder));
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
}

/** The size of a folder's files on disk, in bytes. */
function sizeOnDisk(folder: string): number {
  const entries = readdirSync(folder, { recursive: true }).map((name) => path.join(folder, String(name)));
  return entries.reduce((sum, entry) => sum + statSync(entry).blocks * 512, 0);
}

describe.each(packageFolders)("the packed %s", (folder) => {
  let destination: string;
  let packed: Packed;
  beforeAll(async () => {
    destination = await mkdtemp(path.join(tmpdir(), "masking-pack-"));
    packed = await pack(folder, destination);
  });
  afterAll(() => rm(destination, { recursive: true }));

  it("contains all compiled code with its types, and nothing stale", () => {
    // An extra file is from an older build: `rm -rf dist emulator/dist && npm run build`.
    expect(packed.files.filter((file) => file.startsWith("dist/"))).toEqual(compilerOutput(folder));
  });

  it("contains otherwise only what a user needs", () => {
    const rest = packed.files.filter((file) => !file.startsWith("dist/"));
    expect(rest.filter((file) => !others[folder].some((pattern) => pattern.test(file)))).toEqual([]);
    expect(rest).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
  });

  it("is small", () => expect(packed.size).toBeLessThanOrEqual(limits[folder] * 1_000));

  it("references no source map, because it does not contain the sources", () => {
    const cwd = path.join(root, folder === "provider" ? "." : folder);
    const code = packed.files.filter((file) => file.startsWith("dist/"));
    const guilty = code.filter((file) =>
      readFileSync(path.join(cwd, file), "utf8").includes("sourceMappingURL="),
    );
    expect(guilty).toEqual([]);
  });

  it("passes publint", async () => {
    // Its one suggestion, to set the type, would make Node read the repository's scripts as CommonJS.
    const parameters = ["run", packed.tarball, "--strict", "--level", "warning"];
    const { exitCode, output } = await runTool("publint", parameters);
    expect({ exitCode, output }).toEqual({
      exitCode: 0,
      output: expect.stringContaining("All good") as string,
    });
  });

  it("has correct types for every kind of resolution", async () => {
    const { exitCode, stdout, output } = await runTool("attw", [packed.tarball, "--format", "json"]);
    const { analysis } = JSON.parse(stdout) as { analysis: { problems: unknown[]; types: unknown } };
    expect(analysis.types).not.toBe(false);
    expect(analysis.problems).toEqual([]);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output });
  });
});

it("the provider, installed with all that comes with it but Pulumi's SDK, has at most 30 MB", () => {
  const names = Object.keys(manifestOf("provider").dependencies ?? {});
  const folders = names.map((name) => path.join(root, "node_modules", name));
  // Nothing else is included.
  expect(folders.map((folder) => readManifest(folder).dependencies ?? {})).toEqual(folders.map(() => ({})));
  const sizes = [path.join(root, "dist"), ...folders].map(sizeOnDisk);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(30_000_000);
});

describe("the provider's exports", () => {
  const { exports, typesVersions } = manifestOf("provider");

  it("are complete, and the paths in states never change", () => {
    expect(Object.keys(exports)).toEqual([
      ".",
      "./provider",
      "./client",
      "./native",
      "./callbacks",
      "./package.json",
    ]);
    expect(exports["./provider"]).toEqual({
      types: "./dist/dynamic/index.d.ts",
      default: "./dist/dynamic/index.js",
    });
  });

  it("have the same types for compilers without support for exports", () => {
    const types = Object.entries(exports).flatMap(([name, target]) =>
      typeof target === "string" || name === "." ? [] : [[name.replace("./", ""), [target.types]]],
    );
    expect(typesVersions?.["*"]).toEqual(Object.fromEntries(types));
  });
});
