import { readFileSync } from "node:fs";
import path from "node:path";
import { consumers, loaders, type Consumer } from "../../tools/consumers/consumers.ts";
import { versions } from "../../tools/consumers/toolchain.ts";
import { repositoryRoot } from "../../tools/repository.ts";

const root = repositoryRoot();
const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  engines: { node: string };
  peerDependencies: Record<string, string>;
};
const page = readFileSync(path.join(root, "docs", "compatibility.md"), "utf8");

const settings: Readonly<Record<keyof Consumer, readonly string[]>> = {
  manager: ["npm", "pnpm", "yarn"],
  loader: Object.keys(loaders),
  sdk: ["lowest", "newest"],
  node: ["lowest", "newest"],
};

/** The pairs of settings of these two kinds that no consumer has, as "npm, tsx". */
function missing(first: keyof Consumer, second: keyof Consumer): string[] {
  const pairs = settings[first].flatMap((a) => settings[second].map((b) => `${a}, ${b}`));
  const had = new Set(consumers.map((consumer) => `${consumer[first]}, ${consumer[second]}`));
  return pairs.filter((pair) => !had.has(pair));
}

describe("the consumers", () => {
  test.each([
    ["manager", "sdk"],
    ["manager", "node"],
    ["loader", "sdk"],
    ["loader", "node"],
    ["sdk", "node"],
  ] as const)("have each %s with each %s", (first, second) => {
    expect(missing(first, second)).toEqual([]);
  });

  test("have each package manager with each loader, but for the pairs that the page names", () => {
    expect(missing("manager", "loader")).toEqual([
      "npm, type stripping",
      "pnpm, ES modules",
      "pnpm, tsx",
      "yarn, ts-node",
    ]);
    expect(page.replace(/\s+/g, " ")).toContain(
      "npm with type stripping, pnpm with ES modules and with tsx, Yarn with ts-node",
    );
  });

  test("have the lowest versions that the package supports", () => {
    expect(manifest.engines.node).toBe(`>=${versions.node.replace(/\.0$/, "")}`);
    expect(manifest.peerDependencies["@pulumi/pulumi"]).toBe(`>=${versions.sdk} <4`);
  });
});

test("docs/compatibility.md lists the consumers in their order", () => {
  const rows = page.match(/^\| (?:npm|pnpm|yarn) .*$/gm) ?? [];
  const listed = rows.map((row) =>
    row
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  expect(listed).toEqual(consumers.map(({ manager, loader, sdk, node }) => [manager, loader, sdk, node]));
});
