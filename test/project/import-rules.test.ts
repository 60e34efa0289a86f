import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../tools/repository.ts";
import { runTool } from "./run-tool.ts";

const root = repositoryRoot();

/** A rule, a file, and imports in it that the rule must reject. */
const planted: [rule: string, file: string, line: string][] = [
  ["no-cycles", "provider/session/cycle.ts", `import "./partner";`],
  ["common-imports", "provider/common/client.ts", `import "../plivo/target";`],
  ["plivo-imports", "provider/plivo/session.ts", `import "../session/target";`],
  ["plivo-imports", "provider/plivo/values.ts", `import "../session/fields-of-another";`],
  ["callbacks-imports", "provider/callbacks/table.ts", `import "../session/fields";`],
  ["plivo-imports", "provider/plivo/callbacks.ts", `import "../callbacks/target";`],
  ["session-imports", "provider/session/host.ts", `import "../dynamic/target";`],
  ["session-imports", "provider/session/actor.ts", `import "../lifecycle/target";`],
  ["session-imports", "provider/session/settings.ts", `import "../accounts/target";`],
  ["accounts-imports", "provider/accounts/queries.ts", `import "../client/target";`],
  ["lifecycle-imports", "provider/lifecycle/host.ts", `import "../dynamic/target";`],
  ["lifecycle-imports", "provider/lifecycle/queries.ts", `import "../client/target";`],
  ["dynamic-imports", "provider/dynamic/class.ts", `import "../sdk/target";`],
  ["dynamic-imports", "provider/dynamic/face.ts", `import "../index";`],
  ["client-imports", "provider/client/host.ts", `import "../lifecycle/target";`],
  ["sdk-imports", "provider/sdk/host.ts", `import "../dynamic/target";`],
  ["sdk-imports", "provider/sdk/actor.ts", `import "../lifecycle/target";`],
  ["command-imports", "provider/command/host.ts", `import "../dynamic/target";`],
  ["callbacks-imports", "provider/callbacks/session.ts", `import "../session/target";`],
  ["session-imports", "provider/session/command.ts", `import "../command/target";`],
  ["callbacks-without-packages", "provider/callbacks/pulumi.ts", `import type {} from "@pulumi/pulumi";`],
  ["callbacks-without-packages", "provider/callbacks/http.ts", `import "undici";`],
  ["commander-in-one-place", "provider/client/options.ts", `import "commander";`],
  ["pulumi-in-one-place", "provider/command/pulumi.ts", `import type {} from "@pulumi/pulumi";`],
  ["pulumi-in-one-place", "provider/lifecycle/pulumi.ts", `import "@pulumi/pulumi";`],
  ["pulumi-in-one-place", "provider/session/pulumi.ts", `import "@pulumi/pulumi";`],
  ["pulumi-types-only-in-its-host", "provider/dynamic/pulumi.ts", `import "@pulumi/pulumi";`],
  ["zod-in-one-place", "provider/plivo/zod.ts", `import "zod";`],
  ["undici-in-one-place", "provider/session/http.ts", `import "undici";`],
  ["libphonenumber-js-in-one-place", "provider/plivo/numbers.ts", `import "libphonenumber-js/min";`],
  ["emulator-stands-alone", "emulator/borrow.ts", `import "../provider/session/target";`],
  ["emulator-one-way", "emulator/domain/host.ts", `import "../emulation/target";`],
  ["emulator-one-way", "emulator/domain/calls.ts", `import "../calls/target";`],
  ["emulator-one-way", "emulator/domain/server.ts", `import type {} from "fastify";`],
  ["emulator-one-way", "emulator/domain/sent.ts", `import type {} from "node:http";`],
  ["emulator-one-way", "emulator/common/rules.ts", `import "../domain/target";`],
  ["emulator-one-way", "emulator/calls/library.ts", `import "../index";`],
  ["emulator-one-way", "emulator/faults/routes.ts", `import "../routes/target";`],
  ["emulator-one-way", "emulator/data/server.ts", `import type {} from "fastify";`],
  ["emulator-one-way", "emulator/routes/server.ts", `import "../server/target";`],
  ["provider-stands-alone", "provider/plivo/emulator.ts", `import "../../emulator/target";`],
  ["provider-stands-alone", "provider/session/plugin.ts", `import "../../plugin/target";`],
  ["plugin-translates", "plugin/host.ts", `import "../provider/dynamic/target";`],
  ["plugin-translates", "plugin/classes.ts", `import "../provider/sdk/target";`],
  ["plugin-translates", "plugin/tester.ts", `import "../emulator/target";`],
  ["plugin-translates", "plugin/rules.ts", `import "zod";`],
  ["plugin-translates", "plugin/requests.ts", `import "undici";`],
  ["grpc-in-the-plugin", "provider/dynamic/grpc.ts", `import type {} from "@grpc/grpc-js";`],
  ["grpc-in-the-plugin", "provider/lifecycle/messages.ts", `import "google-protobuf";`],
  ["no-development-dependency", "provider/plivo/sdk.ts", `import "plivo";`],
  ["no-unresolvable", "provider/nowhere.ts", `import "./not-there";`],
];

const allowed: Record<string, string> = {
  "provider/index.ts": `import "./sdk/target";`,
  "provider/common/phone-number.ts": `import "libphonenumber-js/min";`,
  "provider/plivo/target.ts": `import "undici"; import "../common/phone-number"; import "../session/fields"; import "../session/kinds";`,
  "provider/session/fields.ts": `import "./rows";`,
  "provider/session/kinds.ts": "",
  "provider/session/rows.ts": `import type {} from "./kinds";`,
  "provider/session/fields-of-another.ts": "",
  "provider/session/target.ts": `import "../plivo/target"; import "../common/phone-number"; import "zod";`,
  "provider/session/partner.ts": `import "./cycle";`,
  "provider/accounts/target.ts": `import "../plivo/target"; import "../session/target";`,
  "provider/lifecycle/target.ts": `import "../accounts/target"; import "../session/target"; import "../plivo/target";`,
  "provider/dynamic/target.ts": `import "../lifecycle/target"; import type {} from "@pulumi/pulumi";`,
  "provider/client/target.ts": `import "../accounts/target"; import "../session/target"; import "zod";`,
  "provider/sdk/target.ts": `import "@pulumi/pulumi"; import "../client/target"; import "../session/target";`,
  "provider/callbacks/target.ts": `import "../plivo/time";`,
  "provider/plivo/time.ts": "",
  "provider/command/target.ts": `import "commander"; import "zod"; import "../callbacks/target"; import "../client/target";`,
  "plugin/target.ts": `import "@grpc/grpc-js"; import "google-protobuf"; import "@pulumi/pulumi/proto/provider_pb"; import "../provider/lifecycle/target";`,
  "emulator/target.ts": "",
  "emulator/index.ts": `import "./server/target";`,
  "emulator/common/target.ts": "",
  "emulator/domain/target.ts": `import "../common/target";`,
  "emulator/callbacks/target.ts": `import "node:http"; import "../domain/target";`,
  "emulator/calls/target.ts": `import "../callbacks/target";`,
  "emulator/faults/target.ts": `import "../domain/target";`,
  "emulator/data/target.ts": `import "../calls/target";`,
  "emulator/emulation/target.ts": `import "../data/target"; import "../faults/target";`,
  "emulator/routes/target.ts": `import "fastify"; import "../emulation/target"; import "../domain/target";`,
  "emulator/server/target.ts": `import "fastify"; import "../routes/target";`,
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

  it.each(planted)("%s rejects what is planted in %s", (rule, file) => {
    expect(violations).toContainEqual(
      expect.objectContaining({ from: file, rule: expect.objectContaining({ name: rule }) as unknown }),
    );
  });

  it("allow every import of a file in its place", () => {
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
  const parameters = ["--config", rules, "--output-type", "json", "provider", "emulator", "plugin"];
  const { stdout } = await runTool("depcruise", parameters, folder);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
