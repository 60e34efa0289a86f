import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { MaskingClient } from "../../../provider/client/index.ts";
import { parties } from "../../support/field-changes.ts";
import { temporaryFolder, writeScript } from "../../support/temporary-folder.ts";
import { addressSuffix, benchForEach, jsonOf } from "./support.ts";

/** The resource type of each form of the provider. */
const types = { dynamic: "pulumi-nodejs:dynamic/plivo:MaskingSession", native: "plivo:index:MaskingSession" };

/** The used part of `pulumi stack export` for these sessions. */
function exportOf(
  ids: readonly string[],
  authId = "MA-LOCAL-EMULATOR-00",
  host: keyof typeof types = "dynamic",
): string {
  const type = types[host];
  const resources = [
    { type: "pulumi:pulumi:Stack", urn: "urn:pulumi:dev::masking::pulumi:pulumi:Stack::masking-dev" },
    { type: "random:index:Id", id: "of-another-kind" },
    ...ids.map((id) => ({ type, id, outputs: { authId, sessionUuid: id } })),
  ];
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources } });
}

describe("npx pulumi-plivo-masking orphans", () => {
  const bench = benchForEach();
  const folder = temporaryFolder();

  async function state(name: string, content: string): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return file;
  }

  /** A session lives for at most a day, unless it is extended. */
  async function extend(id: string, days: number): Promise<void> {
    const client = MaskingClient.fromEnvironment({ environment: bench.emulator.environment });
    for (let day = 0; day < days; day += 1) {
      bench.emulator.clock.advance(80_000);
      await client.update(id, { sessionExpiry: 86_400 });
    }
    await client.close();
  }

  it("lists the live sessions that no given state contains, and exits with 3", async () => {
    const [one, orphan, other] = [await bench.make(51), await bench.make(52), await bench.make(53)];
    const files = [await state("a.json", exportOf([one])), await state("b.json", exportOf([other]))];
    const { exitCode, stdout, stderr } = await bench.run(["orphans", "--state", ...files]);
    expect(exitCode).toBe(3);
    const rows = stdout.trimEnd().split("\n");
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatch(new RegExp(`^${orphan} +active +••••••52 +••••••52 `));
    expect(stderr).toBe(
      "1 orphan among 3 live sessions. Expire it with `npx pulumi-plivo-masking expire`, or adopt it with `npx pulumi-plivo-masking import`.\n",
    );
  });

  it("reads all stacks of the programs with --all-stacks, and those of this folder without --stack", async () => {
    const [one, other, orphan] = [await bench.make(61), await bench.make(62), await bench.make(63)];
    await state("dev.json", exportOf([one]));
    await state("prod.json", exportOf([other]));
    const ls = `"stack ls --json "*) echo '[{"name":"dev"},{"name":"prod"}]';;`;
    const exports = ["dev", "prod"].map((name) => `"stack export --stack ${name} "*) cat ${name}.json;;`);
    writeScript(path.join(folder, "pulumi"), `case "$*" in ${ls} ${exports.join(" ")} esac`);
    const PATH = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
    const environment = { ...bench.emulator.environment, PATH };
    for (const parameters of [["--all-stacks"], ["--stack", folder, "--all-stacks"]]) {
      const { exitCode, stdout } = await bench.run(["orphans", ...parameters, "--json"], {
        environment,
        folder,
      });
      expect(exitCode).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({ orphans: [{ sessionUuid: orphan }], live: 3, known: 2 });
    }
  });

  it.each([
    ["a dynamic state has the only one", 1, "dynamic", "the given stacks have the only live session"],
    ["a native state has all", 2, "native", "the given stacks have all 2 live sessions"],
    ["no session is live", 0, "dynamic", "there is no live session"],
  ] as const)("exits with 0 if %s", async (_what, count, host, reason) => {
    const ids = await Promise.all([55, 56].slice(0, count).map((index) => bench.make(index)));
    // An import may have stored a UUID in capitals.
    const input = exportOf(
      ids.map((id) => id.toUpperCase()),
      undefined,
      host,
    );
    const ended = await bench.run(["orphans", "--state", "-"], { input });
    expect(ended).toEqual({ exitCode: 0, stdout: "", stderr: `No orphan: ${reason}.\n` });
  });

  it("excludes expired sessions, and includes those in a call and those older than Plivo's default list", async () => {
    await bench.make(56, { sessionExpiry: 60 });
    const old = await bench.make(57, { sessionExpiry: 86_400 });
    await extend(old, 9);
    const talking = await bench.make(58, { sessionExpiry: 3600 });
    const session = bench.emulator.sessions.all().find(({ session_uuid: id }) => id === talking);
    const { firstParty: from } = parties(58);
    bench.emulator.calls.place({ virtualNumber: session?.virtual_number ?? "", from });
    bench.emulator.clock.advance(20);
    const found = await bench.run(["orphans", "--json", "--state", "-"], { input: exportOf([]) });
    const { orphans } = jsonOf(found) as { orphans: { sessionUuid: string; status: string }[] };
    expect(orphans.map(({ sessionUuid, status }) => [sessionUuid, status])).toEqual([
      [talking, "in-progress"],
      [old, "active"],
    ]);
  });

  it("warns if the stacks contain only another account's sessions", async () => {
    await bench.make(59);
    const input = exportOf(["4189591e-d004-4801-abdf-8893c15e5dcd"], "MAANOTHERACCOUNT0000");
    const { exitCode, stderr } = await bench.run(["orphans", "--state", "-"], { input });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(
      "All sessions of the given stacks belong to another account: check the credentials",
    );
  });

  it.each([
    ["{", "it is not the output of `pulumi stack export`"],
    ['{"resources": []}', "it is not the output of `pulumi stack export`"],
    ["a file that is missing", "there is no such file"],
    ["a folder", "the file cannot be read (EISDIR)"],
  ])("exits with 1 for the state %s", async (content, reason) => {
    const file = path.join(folder, content);
    if (content === "a folder") await mkdir(file);
    if (content.startsWith("{")) await writeFile(file, content);
    const { exitCode, stdout, stderr } = await bench.run(["orphans", "--state", file]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `error: The stack's state cannot be read from ${file}: ${reason}.${addressSuffix("PLIVO_STATE_UNREADABLE")}\n`,
    );
  });

  it("exits with 1 for a missing folder, and without a CLI", async () => {
    const none = await bench.run(["orphans", "--stack", "not-there"], { folder });
    expect(none).toMatchObject({
      exitCode: 1,
      stderr: `error: The stack's state cannot be read from not-there: there is no such folder.${addressSuffix("PLIVO_STATE_UNREADABLE")}\n`,
    });
    const environment = { ...bench.emulator.environment, PATH: "" };
    const { exitCode, stderr } = await bench.run(["orphans", "--stack", folder], { environment });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `error: The stack's state cannot be read from ${folder}: \`pulumi\` is not in PATH.${addressSuffix("PLIVO_STATE_UNREADABLE")}\n`,
    );
  });

  it.each([
    ["exit 1", [], "`pulumi stack export` failed (no output)"],
    [
      String.raw`printf '\n  error: no stack of +12025550147 \nmore\n' >&2; exit 255`,
      [],
      "`pulumi stack export` failed (error: no stack of [removed])",
    ],
    ["echo error: locked >&2; exit 255", ["--all-stacks"], "`pulumi stack ls` failed (error: locked)"],
    ["echo '{}'", ["--all-stacks"], "the output of `pulumi stack ls --json` is not a list of stacks"],
    ["echo nothing", [], "it is not the output of `pulumi stack export`"],
  ])("exits with 1 and says why if the CLI only runs `%s` (%j)", async (script, more, reason) => {
    writeScript(path.join(folder, "pulumi"), script);
    const environment = { ...bench.emulator.environment, PATH: folder };
    const { exitCode, stdout, stderr } = await bench.run(["orphans", "--stack", folder, ...more], {
      environment,
    });
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      `error: The stack's state cannot be read from ${folder}: ${reason}.${addressSuffix("PLIVO_STATE_UNREADABLE")}\n`,
    );
  });

  it("exits with 1 without a stack, and sends nothing", async () => {
    const { exitCode, stderr } = await bench.run(["orphans"]);
    expect([exitCode, stderr]).toEqual([
      1,
      `error: Pass the stacks that have sessions: --stack with their programs' folders, or --state with exported states.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    ]);
    expect(bench.requests()).toEqual([]);
  });
});
