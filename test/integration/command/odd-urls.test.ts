import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand } from "../../support/command-in-process.ts";
import { authId, authToken, TestServer, uuid, documentSession, json } from "../plivo/support.ts";

const spellings = [
  "https:/u:s3cret-pw@example.com/in",
  "https:u:s3cret-pw@example.com/in",
  "https:\\\\u:s3cret-pw@example.com\\in",
  "ht\ttps:/\n/u:s3cret-pw@example.com/in",
  "https://example.com/in?next=https:/u:s3cret-pw@example.org/",
  "https://example.com/in?next=https%3A%2F%2Fu%3As3cret-pw%40example.org",
  "https://example.com\\in\\u?x=\\\\&next=http:\\u:s3cret-pw@example.org",
];

describe.each(spellings)("the command with a session's URL %j", (callback_url) => {
  const server = new TestServer();
  let folder: string;
  beforeAll(async () => {
    await server.start();
    folder = await mkdtemp(path.join(tmpdir(), "odd-urls-"));
    const expiry_time = "2099-02-01 06:58:15 +0000 UTC";
    server.respond = json(200, { response: { ...documentSession, callback_url, expiry_time } });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const run = (...parameters: string[]) => {
    const account = { PLIVO_AUTH_ID: authId, PLIVO_AUTH_TOKEN: authToken, PLIVO_ENDPOINT: server.endpoint };
    return runCommand(parameters, { environment: account, folder });
  };

  it.each([[], ["--json"]])("shows it without its password (%j)", async (...more) => {
    const { exitCode, stdout } = await run("show", uuid, ...more);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/callbackUrl\W+https:.*••••••/)]);
    expect(stdout).not.toContain("cret-pw");
  });

  it("imports it as a secret configuration value, and writes it in no program", async () => {
    const { exitCode, stdout, stderr } = await run("import", uuid, "--out", "program.ts", "--json");
    expect(exitCode).toBe(0);
    const program = await readFile(path.join(folder, "program.ts"), "utf8");
    expect(program).toContain('callbackUrl: config.requireSecret("session');
    expect(stdout + stderr + program).not.toContain("cret-pw");
    expect(stdout).not.toContain("org");
  });
});
