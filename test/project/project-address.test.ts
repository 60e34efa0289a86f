import { readFileSync } from "node:fs";
import path from "node:path";
import { errorEntryAddress, projectAddress } from "../../provider/common/project-address.ts";
import { repositoryRoot } from "../../tools/repository.ts";
import { committedFiles } from "./committed-files.ts";
import { parsePage } from "./documents/pages.ts";

describe("the address of an error's entry", () => {
  const name = "docs/errors.md";
  const text = readFileSync(path.join(repositoryRoot(), name), "utf8");
  const { anchors } = parsePage(name, text);
  const codes = [...text.matchAll(/^### (PLIVO_\w+)$/gm)].map(([, code = ""]) => code);

  it("leads to the heading of each code in the errors page", () => {
    expect(codes.length).toBeGreaterThan(25);
    const start = `${projectAddress}/blob/main/${name}#`;
    const lost = codes.filter((code) => {
      const address = errorEntryAddress(code);
      return !address.startsWith(start) || !anchors.has(address.slice(start.length));
    });
    expect(lost).toEqual([]);
  });
});

describe("the project's address", () => {
  it.each([
    [".", "", {}],
    ["emulator", "/tree/main/emulator", { directory: "emulator" }],
    ["plugin", "", { directory: "plugin" }],
  ])("is that of the manifest in %s", (folder, place, directory) => {
    const file = path.join(repositoryRoot(), folder, "package.json");
    const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      homepage: `${projectAddress}${place}#readme`,
      bugs: `${projectAddress}/issues`,
    });
    expect(manifest["repository"]).toEqual({ type: "git", url: `git+${projectAddress}.git`, ...directory });
  });

  it("is written only in the constant, the manifests, npm's pages and generated files", () => {
    const holders = committedFiles().filter(
      (name) =>
        !/^(?:bench|docs\/images)\//.test(name) &&
        readFileSync(path.join(repositoryRoot(), name), "utf8").includes(projectAddress),
    );
    expect(holders).toEqual([
      "README.md",
      "emulator/README.md",
      "emulator/package.json",
      "package.json",
      "plugin/README.md",
      "plugin/package.json",
      "plugin/schema.json",
      "provider/common/project-address.ts",
    ]);
  });
});
