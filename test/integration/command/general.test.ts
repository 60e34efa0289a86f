import { parties } from "../../support/field-changes.ts";
import { addressSuffix, benchForAll } from "./support.ts";

const subcommands = [
  "list",
  "show",
  "orphans",
  "which-stack",
  "extend",
  "expire",
  "import",
  "check-webhook",
  "doctor",
  "probe",
];

describe("npx pulumi-plivo-masking", () => {
  const bench = benchForAll();

  it("lists its subcommands and exit codes in its help", async () => {
    const { exitCode, stdout, stderr } = await bench.run(["--help"]);
    expect([exitCode, stderr]).toEqual([0, ""]);
    const named = [...stdout.matchAll(/^ {2}([a-z-]+) \[options\]/gm)].map(([, name]) => name);
    expect(named).toEqual(subcommands);
    expect(stdout).toContain("Exit codes: 0 success; 1 you can fix it");
  });

  it.each(subcommands)("prints help for %s, with --json", async (name) => {
    const { exitCode, stdout } = await bench.run([name, "--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: npx pulumi-plivo-masking ${name} [options]`);
    expect(stdout).toMatch(/^ {2}--json +print JSON$/m);
  });

  it("prints its version", async () => {
    expect((await bench.run(["--version"])).stdout).toBe("0.1.0\n");
  });

  it("exits with 1 and prints help without a subcommand", async () => {
    const { exitCode, stdout, stderr } = await bench.run([]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Usage: npx pulumi-plivo-masking");
  });

  it.each([
    [["lst"], "error: unknown command 'lst'\n(Did you mean list?)\n"],
    [["list", "--firstparty", "x"], "error: unknown option '--firstparty'\n(Did you mean --first-party?)\n"],
    [["list", "--first-party", "2025550100"], /^error: Invalid filter: --first-party must start with "\+"/],
    [["list", "--duration", "long"], /^error: Invalid filter: --duration must be a whole number/],
    [
      ["list", "--max-results", "0"],
      /--max-results <count>' argument '0' is invalid\. It should be a whole number/,
    ],
    [["list", "--created-time-gte", "yesterday"], /--created-time-gte must be ISO 8601 with a time zone/],
    [
      ["list", "--created-time", "2026-03-01T10:00:00Z", "--created-time-gte", "2026-03-01T10:00:00Z"],
      /--created-time cannot be combined with --created-time-gte: leave one out\./,
    ],
    [
      ["list", "--duration-gt", "5", "--duration-lt", "4"],
      /--duration-gt must not be more than --duration-lt\./,
    ],
    [["list", parties(1).firstParty], /^error: too many arguments/],
    [[parties(1).firstParty], "error: unknown command '[removed]'\n"],
  ])("exits with 1 for %j, and sends nothing", async (parameters, said) => {
    const { exitCode, stdout, stderr } = await bench.run(parameters);
    expect([exitCode, stdout]).toEqual([1, ""]);
    if (typeof said === "string") expect(stderr).toBe(said);
    else expect(stderr).toMatch(said);
    expect(bench.requests()).toEqual([]);
  });

  it("exits with 1 without credentials, and names only the environment variables that it reads", async () => {
    const { exitCode, stderr } = await bench.run(["list"], { environment: {} });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `error: Plivo credentials are missing. Set PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN in the environment.${addressSuffix("PLIVO_CREDENTIALS_MISSING")}\n`,
    );
  });

  it("exits with 2 if Plivo rejects the credentials, without a stack trace or a token", async () => {
    const environment = { ...bench.emulator.environment, PLIVO_AUTH_TOKEN: "of-somebody-else" };
    const { exitCode, stderr } = await bench.run(["list"], { environment });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /^error: Plivo did not accept the credentials \(GET [^\n]*\)\. Check PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN\. If they are right, [^\n]*\n$/,
    );
    expect(stderr).not.toMatch(/plivo:|stack's/);
    const json = await bench.run(["list", "--json"], { environment });
    expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: "PLIVO_AUTHENTICATION" } });
  });
});
