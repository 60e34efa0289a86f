import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { runCommand } from "../../support/command-in-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { authId, authToken, json, testServer, uuid } from "../plivo/support.ts";

/** Writes the clipboard, hides a row, forges a CI command and reverses a text. */
const hostile =
  "\u001b]52;c;cm0gLXJmIH4=\u0007x\r\u001b[2K\n::set-env name=A::b\u009b1A\u2028\u202e\u2066\u200bz\u{e0041}";
const shown =
  "\\u001b]52;c;cm0gLXJmIH4=\\u0007x\\u000d\\u001b[2K\\u000a::set-env name=A::b\\u009b1A\\u2028\\u202e\\u2066\\u200bz\\udb40\\udc41";

const session = {
  session_uuid: uuid,
  status: hostile,
  first_party: `12025550100${hostile}`,
  second_party: `12025550101${hostile}`,
  virtual_number: `12025550102${hostile}`,
  first_party_pin: hostile,
  callback_url: `https://example.com/${hostile}`,
  callback_method: hostile,
  subaccount: hostile,
  created_time: "2026-03-01 10:00:00 +0000 UTC",
  expiry_time: "2099-03-01 10:00:00 +0000 UTC",
  interaction: [{ type: hostile, recording_resource_url: hostile }],
};

const escape = String.fromCharCode(27);
const styles = new RegExp(`${escape}\\[\\d*[mGJ]`, "g");
const clearLine = `\r${escape}[2K`;

/** Control and format characters, except the command's own: styles, the cleared progress line, newlines. */
function foreignEscapes(text: string, isTTY: boolean): string[] {
  const own: readonly (string | RegExp)[] = isTTY ? [styles, clearLine, "\r\n"] : [];
  const rest = own.reduce<string>((left, pattern) => left.replaceAll(pattern, ""), text);
  return rest.match(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu) ?? [];
}

describe("the command prints hostile texts of APIs, states and files with visible escapes", () => {
  const server = testServer();
  const folder = temporaryFolder();

  const run = (parameters: readonly string[], isTTY = false) =>
    runCommand(parameters, {
      environment: {
        PLIVO_AUTH_ID: authId,
        PLIVO_AUTH_TOKEN: authToken,
        PLIVO_ENDPOINT: server.endpoint,
      },
      folder,
      isTTY,
      input: "no\n",
      reveals: true,
    });

  const page = { meta: { total_count: 1 }, objects: [session] };
  const sessions = (status: number) =>
    json(status, { response: { ...session, ...page }, session, api_id: hostile });

  it.each([
    "list",
    "list --reveal",
    `show ${uuid}`,
    `show ${uuid} --reveal`,
    `expire ${uuid}`,
    `expire ${uuid} --dry-run`,
    "orphans --state state.json",
    `import ${uuid}`,
  ])("in %s", async (line) => {
    const parameters = line.split(" ");
    server.respond = sessions(200);
    await writeFile(path.join(folder, "state.json"), JSON.stringify({ deployment: { resources: [] } }));
    for (const isTTY of [false, true]) {
      const { stdout, stderr } = await run(parameters, isTTY);
      expect(foreignEscapes(stdout + stderr, isTTY)).toEqual([]);
      expect(stdout).not.toMatch(/^::/m);
    }
  });

  it("in a table row that stays on one line", async () => {
    server.respond = sessions(200);
    const { stdout } = await run(["list", "--reveal"]);
    expect(stdout.split("\n")).toHaveLength(3);
    expect(stdout).toContain(`  12025550100${shown}`);
  });

  it("in JSON with the same value, by \\\\u escapes", async () => {
    server.respond = sessions(200);
    const { stdout } = await run(["show", uuid, "--json", "--reveal"]);
    expect(foreignEscapes(stdout, false)).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: hostile,
      callbackUrl: `https://example.com/${hostile}`,
    });
  });

  it.each([[], ["--json"]])("in an error that quotes the API (%j)", async (...more) => {
    server.respond = json(400, { error: `refused ${hostile}`, api_id: hostile });
    const { exitCode, stdout, stderr } = await run(["show", uuid, ...more]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(foreignEscapes(stderr, false)).toEqual([]);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain("refused \\");
  });

  it.each([
    [[hostile]],
    [["list", `--${hostile}`]],
    [["list", "--account", hostile]],
    [["orphans", "--state", hostile]],
    [["orphans", "--stack", hostile]],
    [["expire", "--yes", hostile]],
    [["check-webhook", hostile]],
    [["import", uuid, "--out", hostile]],
    [["import", uuid, "--import-file", hostile]],
  ])("in an error that quotes what the user typed (%#)", async (parameters) => {
    server.respond = sessions(200);
    const { stderr, stdout } = await run(parameters, true);
    expect(foreignEscapes(stdout + stderr, true)).toEqual([]);
    expect(stdout + stderr).not.toMatch(/^::/m);
  });

  it("in the programs and scripts of import, with the same values", async () => {
    server.respond = sessions(200);
    const { exitCode, stderr } = await run(["import", uuid, "--out", "a.ts", "--config-script", "a.sh"]);
    expect([exitCode, foreignEscapes(stderr, false)]).toEqual([0, []]);
    const [program, script] = await Promise.all(
      ["a.ts", "a.sh"].map((file) => readFile(path.join(folder, file), "utf8")),
    );
    expect(foreignEscapes(`${program ?? ""}${script ?? ""}`, false)).toEqual([]);
    expect(script).toContain("printf '%b' '12025550100\\0033]52;c;");
    const [, literal = ""] = /callbackMethod:\s*(".*"),$/m.exec(program ?? "") ?? [];
    expect(JSON.parse(literal)).toBe(hostile);
  });
});
