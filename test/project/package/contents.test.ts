import { globSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pack, packageFolders, type PackageFolder, type Packed } from "../../../tools/consumers/pack.ts";
import { repositoryRoot } from "../../../tools/repository.ts";

const root = repositoryRoot();

/** Kilobytes that each tarball may have at most. */
const limits: Readonly<Record<PackageFolder, number>> = { provider: 150, emulator: 150 };

/** What each package has beside the compiled code, as patterns. */
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

/** What the compiler makes of the sources: code and types, and nothing that is left of sources that are no more. */
function compiled(folder: PackageFolder): string[] {
  const exclude = (name: string) => ["dist", "node_modules", "console"].includes(name);
  const files = globSync("**/*.ts", { cwd: path.join(root, sources[folder]), exclude });
  const names = files.filter((name) => !name.endsWith(".d.ts")).map((name) => name.slice(0, -".ts".length));
  return names.flatMap((name) => [`dist/${name}.js`, `dist/${name}.d.ts`]).sort();
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | { types: string; default: string }>>;
  readonly typesVersions?: { "*": Readonly<Record<string, string[]>> };
}

function manifestOf(folder: PackageFolder): Manifest {
  const file = path.join(root, folder === "provider" ? "." : folder, "package.json");
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

describe.each(packageFolders)("the packed %s", (folder) => {
  let destination: string;
  let packed: Packed;
  beforeAll(async () => {
    destination = await mkdtemp(path.join(tmpdir(), "masking-pack-"));
    packed = await pack(folder, destination);
  });
  afterAll(() => rm(destination, { recursive: true }));

  test("holds the compiled code with its types, all of it and nothing older", () => {
    // A file too much is left of an older build: `rm -rf dist emulator/dist && npm run build`.
    expect(packed.files.filter((file) => file.startsWith("dist/"))).toEqual(compiled(folder));
  });

  test("holds beside that only what a user needs", () => {
    const rest = packed.files.filter((file) => !file.startsWith("dist/"));
    expect(rest.filter((file) => !others[folder].some((pattern) => pattern.test(file)))).toEqual([]);
    expect(rest).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
  });

  test("is small", () => {
    expect(packed.size).toBeLessThanOrEqual(limits[folder] * 1024);
  });

  test("speaks of no source map, since the sources are not in it", () => {
    const cwd = path.join(root, folder === "provider" ? "." : folder);
    const code = packed.files.filter((file) => file.startsWith("dist/"));
    const guilty = code.filter((file) =>
      readFileSync(path.join(cwd, file), "utf8").includes("sourceMappingURL="),
    );
    expect(guilty).toEqual([]);
  });

  test("has the code and the types of every export", () => {
    const exported = Object.values(manifestOf(folder).exports).flatMap((target) =>
      typeof target === "string" ? [target] : [target.types, target.default],
    );
    const missing = exported.filter((file) => !packed.files.includes(file.replace("./", "")));
    expect(missing).toEqual([]);
  });
});

describe("the provider's exports", () => {
  const { exports, typesVersions } = manifestOf("provider");

  test("are these, and what a state loads never moves", () => {
    expect(Object.keys(exports)).toEqual([".", "./provider", "./client", "./callbacks", "./package.json"]);
    expect(exports["./provider"]).toEqual({
      types: "./dist/dynamic-provider.d.ts",
      default: "./dist/dynamic-provider.js",
    });
  });

  test("have the same types for compilers that know no exports", () => {
    const types = Object.entries(exports).flatMap(([name, target]) =>
      typeof target === "string" || name === "." ? [] : [[name.replace("./", ""), [target.types]]],
    );
    expect(typesVersions?.["*"]).toEqual(Object.fromEntries(types));
  });
});
