import { readFileSync } from "node:fs";
import path from "node:path";
import { minNode, minPulumi, sdkRange } from "../../../provider/command/requirements.ts";
import { version } from "../../../provider/plivo/user-agent.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { committedFiles } from "../committed-files.ts";

interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  const file = path.join(repositoryRoot(), folder, "package.json");
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

const manifest = manifestOf(".");

describe("package.json", () => {
  it("has the version of the code and of the emulator", () => {
    expect([version, manifestOf("emulator").version]).toEqual([manifest.version, manifest.version]);
  });

  it("allows the same Node and Pulumi as the doctor", () => {
    expect(manifest.engines.node).toBe(`>=${minNode}`);
    expect(manifest.peerDependencies?.["@pulumi/pulumi"]).toBe(sdkRange);
    expect(sdkRange.startsWith(`>=${minPulumi} `)).toBe(true);
  });
});

it("docs/which-form.md names the version of the packages wherever it installs something", () => {
  const page = readFileSync(path.join(repositoryRoot(), "docs", "which-form.md"), "utf8");
  const named = page.matchAll(
    /(?:resource plivo |pulumi-resource-plivo-v|pulumi-plivo-sdk-v|version: )(\d+\.\d+\.\d+)/g,
  );
  const versions = Array.from(named, ([, one]) => one);
  expect(versions.length).toBeGreaterThan(3);
  expect(new Set(versions)).toEqual(new Set([manifest.version]));
});

describe("the command's name", () => {
  it("is the package's wherever a user may type it, because anyone could register the short one", () => {
    const typed = /\b(?:npx|npm exec|pnpm dlx|yarn dlx|bunx) plivo-masking(?![\w-])/;
    const allowed = "If the package is installed, `npx plivo-masking` is the same.";
    const guilty = committedFiles().filter((file) => {
      if (!/\.(?:ts|md|json|yml)$/.test(file)) return false;
      return typed.test(readFileSync(path.join(repositoryRoot(), file), "utf8").replace(allowed, ""));
    });
    expect(guilty).toEqual([]);
  });
});
