import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { runTool } from "./run-tool.ts";

const root = repositoryRoot();

/** Rule, file, and the imports in it that the rule must refuse. */
const planted: [rule: string, file: string, line: string][] = [
  ["no-cycles", "provider/session/cycle.ts", `import "./partner";`],
  ["no-import-of-the-resource-class", "provider/dynamic-provider.ts", `import "./masking-session";`],
  ["session-knows-no-host", "provider/session/host.ts", `import "../dynamic-provider";`],
  ["plivo-knows-no-session", "provider/plivo/session.ts", `import "../session/target";`],
  ["reading-knows-no-host", "provider/reading/host.ts", `import "../config";`],
  ["functions-in-programs-only", "provider/client.ts", `import "./functions/target";`],
  ["reading-out-of-the-provider-process", "provider/account-clients.ts", `import "./reading/target";`],
  ["reading-out-of-the-provider-process", "provider/session/reading.ts", `import "../client";`],
  ["command-stands-on-the-client", "provider/command/host.ts", `import "../dynamic-provider";`],
  ["command-for-nobody", "provider/session/command.ts", `import "../command/target";`],
  ["commander-in-the-command", "provider/options.ts", `import "commander";`],
  ["pulumi-at-the-edge", "provider/command/pulumi.ts", `import type {} from "@pulumi/pulumi";`],
  ["pulumi-at-the-edge", "provider/reading/pulumi.ts", `import "@pulumi/pulumi";`],
  ["callbacks-stand-alone", "provider/callbacks/pulumi.ts", `import type {} from "@pulumi/pulumi";`],
  ["callbacks-stand-alone", "provider/callbacks/http.ts", `import "undici";`],
  ["callbacks-stand-alone", "provider/callbacks/zod.ts", `import "zod";`],
  ["callbacks-stand-alone", "provider/callbacks/session.ts", `import "../session/target";`],
  ["callbacks-for-others", "provider/plivo/callbacks.ts", `import "../callbacks/target";`],
  ["pulumi-at-the-edge", "provider/session/pulumi.ts", `import "@pulumi/pulumi";`],
  ["pulumi-at-the-edge", "provider/plivo/pulumi.ts", `import type {} from "@pulumi/pulumi";`],
  ["pulumi-types-only-in-the-provider-process", "provider/config.ts", `import "@pulumi/pulumi";`],
  ["zod-where-data-enters", "provider/plivo/zod.ts", `import "zod";`],
  ["undici-in-plivo", "provider/session/http.ts", `import "undici";`],
  ["phone-numbers-in-one-file", "provider/plivo/numbers.ts", `import "libphonenumber-js/min";`],
  ["emulator-stands-alone", "emulator/borrow.ts", `import "../provider/session/target";`],
  ["provider-without-emulator", "provider/plivo/emulator.ts", `import "../../emulator/target";`],
  ["no-development-dependency", "provider/plivo/sdk.ts", `import "plivo";`],
  ["no-unresolvable", "provider/nowhere.ts", `import "./not-there";`],
];

const allowed: Record<string, string> = {
  "provider/session/target.ts": `import "../plivo/target"; import "../phone-number"; import "../loopback"; import "zod";`,
  "provider/plivo/target.ts": `import "undici"; import "../phone-number"; import "../loopback";`,
  "provider/loopback.ts": "",
  "provider/require-sdk.ts": `require("@pulumi/pulumi");`,
  "provider/phone-number.ts": `import "libphonenumber-js/min";`,
  "provider/reading/target.ts": `import "../plivo/target"; import "../session/target"; import "zod";`,
  "provider/functions/target.ts": `import "@pulumi/pulumi"; import "../reading/target"; import "../plivo/target";`,
  "provider/masking-session.ts": `import "@pulumi/pulumi"; import "./session/target";`,
  "provider/session/partner.ts": `import "./cycle";`,
  "provider/callbacks/target.ts": `import "../plivo/time";`,
  "provider/plivo/time.ts": "",
  "provider/callbacks/index.ts": "",
  "provider/command/target.ts": `import "commander"; import "zod"; import "../callbacks"; import "../reading/target"; import "../plivo/target";`,
  "emulator/target.ts": "",
};

interface Violation {
  from: string;
  rule: { name: string };
}

describe("the import rules", () => {
  let folder: string;
  let violations: Violation[];

  beforeAll(async () => {
    const cache = path.join(root, ".cache");
    await mkdir(cache, { recursive: true });
    folder = await mkdtemp(path.join(cache, "import-rules-"));
    await cp(path.join(root, "package.json"), path.join(folder, "package.json"));
    const planting = planted.map(([, file, line]) => write(folder, file, line));
    const rest = Object.entries(allowed).map(([file, line]) => write(folder, file, line));
    await Promise.all([...planting, ...rest]);
    violations = await refusedIn(folder);
  });

  afterAll(() => rm(folder, { recursive: true }));

  test.each(planted)("%s refuses what is planted in %s", (rule, file) => {
    expect(violations).toContainEqual(
      expect.objectContaining({ from: file, rule: expect.objectContaining({ name: rule }) as unknown }),
    );
  });

  test("let every import of a file in its place pass", () => {
    expect(violations.filter(({ from }) => from in allowed)).toEqual([]);
  });
});

async function write(folder: string, file: string, line: string): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, `${line}\nexport {};\n`);
}

async function refusedIn(folder: string): Promise<Violation[]> {
  const rules = path.join(root, ".dependency-cruiser.cjs");
  const parameters = ["--config", rules, "--output-type", "json", "provider", "emulator"];
  const { stdout } = await runTool("depcruise", parameters, folder);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
