import { mkdir, readFile, readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runTool } from "../../project/run-tool.ts";
import { parties } from "../../support/field-changes.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { addressSuffix, benchForAll, jsonOf, openCommand, supportEnvironment } from "./support.ts";

const everything = {
  record: true,
  sessionExpiry: 7200,
  callbackUrl: `https://example.com/${"a-long-path/".repeat(6)}events`,
  recordingCallbackUrl: "https://somebody:opensesame@example.com/recordings",
  isPinAuthenticationRequired: true,
  pinPromptPlay: "https://example.com/prompt.mp3",
  firstPartyPin: "48217",
  secondPartyPin: "90356",
};

describe("npx pulumi-plivo-masking import", () => {
  const bench = benchForAll();
  // Inside the checkout, to resolve the package and Pulumi's SDK.
  const folder = temporaryFolder(path.join(repositoryRoot(), ".cache"));
  const programs: string[] = [];

  it("prints only the program on stdout, and the commands that ask for the numbers on stderr", async () => {
    const { exitCode, stdout, stderr } = await bench.run(["import", await bench.make(81)]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^import [^]* = session\w+\.virtualNumber;\n$/);
    expect(stderr).toMatch(/^Then run [^\n]*\n(?:pulumi config set --secret session\w+Party\n){2}$/);
  });

  it.each(["full", "nulls", "document"] as const)(
    "writes a program without secrets, from responses of the shape %s",
    async (shape) => {
      const shaped = await openCommand({ shape });
      const ids = [
        await shaped.make(82, everything),
        await shaped.make(83, { initiateCallToFirstParty: true, ringTimeout: 60 }),
        await shaped.make(84, { ...everything, firstPartyPin: "73019", secondPartyPin: "66402" }),
      ];
      const out = path.join(folder, `${shape}.ts`);
      const script = path.join(folder, `${shape}.sh`);
      const run = await shaped.run(["import", ...ids, "--out", out, "--config-script", script]);
      await shaped.close();
      expect([run.exitCode, run.stdout]).toEqual([0, ""]);
      const source = await readFile(out, "utf8");
      programs.push(out);
      // A session's ID may have as many digits by chance.
      const withoutIds = source.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "");
      expect(withoutIds).not.toMatch(/\d{10}|"(48217|90356|73019|66402)"|opensesame/);
      expect(source).toContain('onExpiry: "ignore"');
      const set = await readFile(script, "utf8");
      expect((await stat(script)).mode & 0o777).toBe(0o600);
      expect(set).toContain(`printf '%s' '${parties(82).firstParty}' | pulumi config set --secret session`);
      expect(set).toContain("printf '%s' 'https://somebody:opensesame@example.com/recordings' | pulumi");
    },
  );

  it("writes programs that Prettier and TypeScript accept", async () => {
    expect(programs).toHaveLength(3);
    const format = ["--check", "--no-config", "--ignore-path", "none"];
    expect(await runTool("prettier", [...format, ...programs])).toMatchObject({ exitCode: 0 });
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--types", "node", "--ignoreConfig"];
    const target = ["--module", "nodenext", "--target", "es2023"];
    expect(await runTool("tsc", [...options, ...target, ...programs])).toMatchObject({ exitCode: 0 });
  });

  it("makes the program ask for required values that Plivo does not show", async () => {
    const shaped = await openCommand({ shape: "document" });
    const id = await shaped.make(85, everything);
    const { stdout } = await shaped.run(["import", id, "--json"]);
    await shaped.close();
    const { program, config, sessions } = JSON.parse(stdout) as {
      program: string;
      config: { key: string; secret: boolean; value?: string }[];
      sessions: { notShown: string[] }[];
    };
    expect(program).toMatch(/\/\/ Plivo does not show it\.\n {2}pinPromptPlay: config\.require\("\w+"\),/);
    const prompt = config.find(({ key }) => key.endsWith("PinPromptPlay"));
    expect(prompt).toEqual({ key: prompt?.key, secret: false });
    expect(config.find(({ key }) => key.endsWith("FirstParty"))).toMatchObject({
      secret: true,
      value: "••••••85",
    });
    expect(sessions[0]?.notShown).toContain("pinRetry");
  });

  it("gives sessions with similar IDs different names and variables", async () => {
    const ids = ["1", "2", "3"].map((end) => `c28b77d4-21e7-43bd-9447-04bfee92e65${end}`);
    for (const [index, id] of ids.entries()) {
      const { firstParty: first_party, secondParty: second_party } = parties(91 + index);
      const expiry_time = bench.emulator.clock.now() + 3_600_000;
      const session = { session_uuid: id, virtual_number: "+14155550100", expiry_time };
      bench.emulator.sessions.add({ ...session, first_party, second_party });
    }
    const { program, config, sessions } = jsonOf(await bench.run(["import", ...ids, "--json"])) as {
      program: string;
      config: { key: string }[];
      sessions: { name: string }[];
    };
    const names = ["session-c28b77d4", "session-c28b77d4-2", "session-c28b77d4-3"];
    expect(sessions.map(({ name }) => name)).toEqual(names);
    const declaration = /^const (\w+) = new MaskingSession\("([^"]*)", \{\n {2}adoptSessionUuid: "([^"]*)"/gm;
    const declared = [...program.matchAll(declaration)];
    expect(declared.map(([, , name, id]) => [name, id])).toEqual(
      names.map((name, index) => [name, ids[index]]),
    );
    expect(new Set(declared.map(([, variable]) => variable)).size).toBe(3);
    expect(new Set(config.map(({ key }) => key)).size).toBe(6);
  });

  it("treats a URL with a number in it as a secret value", async () => {
    const callbackUrl = `https://example.com/events?caller=${parties(90).firstParty.slice(1)}`;
    const id = await bench.make(90, { callbackUrl, recordingCallbackUrl: "https://example.com/?tenant=7" });
    const { stdout } = await bench.run(["import", id, "--json"]);
    const { program, config } = JSON.parse(stdout) as { program: string; config: { key: string }[] };
    expect(program).toMatch(/callbackUrl: config\.requireSecret\("\w+CallbackUrl"\),/);
    expect(program).toContain('recordingCallbackUrl: "https://example.com/?tenant=7",');
    expect(config.find(({ key }) => key.endsWith("CallbackUrl"))).toMatchObject({
      secret: true,
      value: "••••••",
    });
  });

  it("declares the account, and a single party", async () => {
    const { firstParty } = parties(86);
    const id = await bench.make(86, { createSessionWithSingleParty: true, secondParty: "" });
    const environment = supportEnvironment(bench.emulator);
    const given = ["import", id, "--account", "support", "--json", "--reveal"];
    const imported = jsonOf(await bench.run(given, { environment, reveals: true }));
    expect(imported).toMatchObject({
      program: expect.stringMatching(
        /createSessionWithSingleParty: true,\n {2}account: "support",/,
      ) as string,
      config: [{ value: firstParty }],
    });
  });

  it("overwrites a file only with --force, and leaves no partial file", async () => {
    const id = await bench.make(87);
    const out = path.join(folder, "mine.ts");
    await writeFile(out, "mine");
    const refused = await bench.run(["import", id, "--out", "mine.ts"], { folder });
    expect(refused).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `error: ${out} already exists: choose another file, or pass --force. Nothing was written.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    });
    expect(await readFile(out, "utf8")).toBe("mine");
    await bench.run(["import", id, "--out", "mine.ts", "--force"], { folder });
    expect(await readFile(out, "utf8")).toContain(id);
    const missing = await bench.run(["import", id, "--out", "not/there.ts"], { folder });
    expect(missing).toMatchObject({
      exitCode: 1,
      stderr: `error: ${path.join(folder, "not", "there.ts")} cannot be written (ENOENT): choose another file.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    });
    const noFolder = await bench.run(["import", id, "--out", "mine.ts/program.ts"], { folder });
    expect(noFolder.stderr).toContain("program.ts cannot be written (ENOTDIR): choose another file.");
    expect((await readdir(folder)).filter((name) => name.includes("part"))).toEqual([]);
  });

  it("rejects the same file for the program and the script, and sends nothing", async () => {
    const files = ["--out", "same.ts", "--config-script", "./same.ts", "--force"];
    const given = ["import", await bench.make(88), ...files];
    bench.requests();
    expect(await bench.run(given, { folder })).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `error: --out and --config-script are both ${path.join(folder, "same.ts")}: choose two files. Nothing was written.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    });
    expect([bench.requests(), await readdir(folder)]).toEqual([[], expect.not.arrayContaining(["same.ts"])]);
  });

  it("writes no program if it cannot write its script", async () => {
    const given = ["import", await bench.make(89), "--out", "alone.ts", "--config-script", "not/there.sh"];
    expect(await bench.run(given, { folder })).toMatchObject({
      exitCode: 1,
      stderr: `error: ${path.join(folder, "not", "there.sh")} cannot be written (ENOENT): choose another file.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    });
    expect((await readdir(folder)).filter((name) => /alone|part/.test(name))).toEqual([]);
  });

  it("says what it wrote if the script's path is taken by then", async () => {
    await mkdir(path.join(folder, "taken"));
    const files = ["--out", "written.ts", "--config-script", "taken", "--force"];
    const given = ["import", await bench.make(89), ...files];
    const { exitCode, stderr } = await bench.run(given, { folder });
    expect([exitCode, stderr]).toEqual([
      1,
      `error: ${path.join(folder, "taken")} cannot be written (EISDIR): choose another file. ${path.join(folder, "written.ts")} was written.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    ]);
    expect((await readdir(folder)).filter((name) => /written|part/.test(name))).toEqual(["written.ts"]);
  });

  it("rejects an expired session, and writes nothing", async () => {
    const brief = await openCommand();
    const id = await brief.make(88, { sessionExpiry: 60 });
    brief.emulator.clock.advance(61);
    const { exitCode, stderr } = await brief.run(["import", id, "--out", "none.ts"], { folder });
    await brief.close();
    expect([exitCode, stderr]).toEqual([
      1,
      `error: Masking session ${id} has expired. Only a live session can be adopted: leave it out. Nothing was written.${addressSuffix("PLIVO_COMMAND_USAGE")}\n`,
    ]);
    expect(await readdir(folder)).not.toContain("none.ts");
  });
});
