import { readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { consumers } from "../consumers/consumers.ts";
import { versions } from "../consumers/toolchain.ts";

const read = (name: string) => readFileSync(path.join(repositoryRoot(), name), "utf8");

describe("npm run test:consumers", () => {
  it("installs the lowest versions that the package supports", () => {
    const manifest = JSON.parse(read("package.json")) as {
      engines: { node: string };
      peerDependencies: Record<string, string>;
    };
    expect(manifest.engines.node).toBe(`>=${versions.node.replace(/\.0$/, "")}`);
    expect(manifest.peerDependencies["@pulumi/pulumi"]).toBe(`>=${versions.sdk} <4`);
  });

  it("runs the projects that docs/compatibility.md lists", () => {
    const rows = read("docs/compatibility.md").match(/^\| (?:npm|pnpm|yarn) .*$/gm) ?? [];
    const listed = rows.map((row) =>
      row
        .split("|")
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
    expect(listed).toEqual(consumers.map(({ manager, loader, sdk, node }) => [manager, loader, sdk, node]));
  });
});
