import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { committedFiles } from "../committed-files.ts";

const read = (...parts: string[]) => readFileSync(path.join(repositoryRoot(), ...parts), "utf8");

interface Manifest {
  readonly license: string;
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

const manifest = (...parts: string[]) => JSON.parse(read(...parts, "package.json")) as Manifest;

describe("tools/dependencies.md", () => {
  /** The tables of packages: name to licence, table by table. */
  function tables(): Record<string, string>[] {
    return (read("tools", "dependencies.md").match(/(?:^\|.*\|\n)+/gm) ?? []).map((table) => {
      const rows = table.trim().split("\n").slice(2);
      const cells = rows.map((row) =>
        row
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim()),
      );
      expect(cells.filter(([, , why = ""]) => why === "")).toEqual([]);
      return Object.fromEntries(
        cells.map(([name = "", licence = ""]) => [name.replaceAll("`", ""), licence]),
      );
    });
  }

  const installed = (names: Iterable<string>) =>
    Object.fromEntries([...names].map((name) => [name, manifest("node_modules", name).license]));

  it("names every dependency with its installed licence and a reason", () => {
    const root = manifest();
    const shipped = Object.keys({ ...root.dependencies, ...root.peerDependencies });
    const developed = Object.keys(root.devDependencies ?? {}).filter((name) => !shipped.includes(name));
    expect(tables()).toEqual([
      installed(shipped),
      installed(Object.keys(manifest("emulator").dependencies ?? {})),
      installed(developed),
    ]);
  });

  it("has only permissive licences in the published packages", () => {
    const [provider = {}, emulator = {}] = tables();
    const licences = new Set([...Object.values(provider), ...Object.values(emulator)]);
    expect(
      [...licences].filter((licence) => !["MIT", "ISC", "BSD-3-Clause", "Apache-2.0"].includes(licence)),
    ).toEqual([]);
  });
});

describe("the names in the maintainers' pages", () => {
  it("of files exist", () => {
    const files = committedFiles();
    const pages = ["CONTRIBUTING.md", "SECURITY.md", "docs/how-it-works.md", "tools/recipes.md"];
    const named = pages.flatMap((page) =>
      Array.from(read(page).matchAll(/`((?:[\w-]+\/)*[\w-]+\.ts)`/g), ([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !files.some((file) => `/${file}`.endsWith(`/${name}`)))).toEqual([]);
  });

  it("of scripts are in package.json", () => {
    const pages = committedFiles().filter((file) => /^(?:docs\/.*|tools\/recipes|[A-Z]+)\.md$/.test(file));
    const named = pages.flatMap((page) =>
      Array.from(
        read(page).matchAll(/\bnpm run (?:--silent )?([\w-]+(?::[\w-]+)*)/g),
        ([, name = ""]) => name,
      ),
    );
    expect(new Set(named).size).toBeGreaterThan(5);
    expect(named.filter((name) => !Object.hasOwn(manifest().scripts ?? {}, name))).toEqual([]);
  });
});
