import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runCommand } from "../../support/command-in-process.ts";
import { temporaryFolder, writeScript } from "../../support/temporary-folder.ts";
import { addressSuffix, jsonOf } from "./support.ts";

const type = "pulumi-nodejs:dynamic/plivo:MaskingSession";
const [known, other, unknown] = [
  "4189591e-d004-4801-abdf-8893c15e5dcd",
  "92cd4860-2314-49a8-a607-3cc5e339387e",
  "7d2f0c11-5b0e-4c55-9e57-61b8d1a3f0aa",
];

function exportOf(stack: string, id: string): string {
  const urn = `urn:pulumi:${stack}::rides::acme:Ride$${type}::ride::7`;
  return JSON.stringify({ version: 3, deployment: { resources: [{ type, id, urn, outputs: {} }] } });
}

/** A CLI with two stacks; `dev` is selected. */
const cli = `case "$*" in
  "stack ls --json "*) echo '[{"name":"dev","current":true},{"name":"prod","current":false}]';;
  "stack export --stack prod "*) cat prod.json;;
  "stack export "*) cat dev.json;;
esac
`;

describe("npx pulumi-plivo-masking which-stack", () => {
  const folder = temporaryFolder();
  beforeAll(async () => {
    await writeFile(path.join(folder, "dev.json"), exportOf("dev", known));
    await writeFile(path.join(folder, "prod.json"), exportOf("prod", other.toUpperCase()));
    writeScript(path.join(folder, "pulumi"), cli);
  });

  /** Without credentials. */
  const run = (...parameters: string[]) => runWith("", ...parameters);
  const runWith = (input: string, ...parameters: string[]) => {
    const environment = { PATH: `${folder}${path.delimiter}${process.env["PATH"] ?? ""}` };
    return runCommand(["which-stack", ...parameters], { environment, folder, input });
  };

  it("prints stack, project and resource from all stacks of the folder's program, without credentials", async () => {
    const { exitCode, stdout, stderr } = await run(known, other);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").slice(1)).toEqual([
      `${known}  dev    rides    ride::7`,
      `${other}  prod   rides    ride::7`,
      "",
    ]);
  });

  it("exits with 3 if no stack contains a session", async () => {
    const ended = await run(unknown, other, "--json");
    expect(ended.exitCode).toBe(3);
    const urn = `urn:pulumi:prod::rides::acme:Ride$${type}::ride::7`;
    expect(jsonOf(ended)).toEqual({
      sessions: [
        { sessionUuid: unknown, resources: [] },
        { sessionUuid: other, resources: [{ stack: "prod", project: "rides", name: "ride::7", urn }] },
      ],
    });
  });

  it("reads only the selected stack with --stack, and all with --all-stacks as well", async () => {
    expect((await run(other, "--stack", ".")).exitCode).toBe(3);
    expect((await run(other, "--stack", ".", "--all-stacks")).exitCode).toBe(0);
    expect((await run(other, "--state", "prod.json")).exitCode).toBe(0);
  });

  it("lists each session once, whatever the case of its ID", async () => {
    const { exitCode, stdout } = await run(known, known.toUpperCase());
    expect([exitCode, stdout.trimEnd().split("\n").length]).toEqual([0, 2]);
  });

  it("reads IDs or a state from the standard input, and rejects both together", async () => {
    expect((await runWith(`${known}\n`, "-")).exitCode).toBe(0);
    expect((await runWith(exportOf("dev", known), known, "--state", "-")).exitCode).toBe(0);
    const { exitCode, stderr } = await runWith(`${known}\n`, "-", "--state", "-");
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: Standard input cannot be both IDs and a state/),
    ]);
  });

  it("treats a stack with a null deployment as empty, and rejects a file without a deployment", async () => {
    await writeFile(path.join(folder, "new.json"), JSON.stringify({ version: 3, deployment: null }));
    await writeFile(path.join(folder, "none.json"), "{}");
    expect((await run(known, "--state", "new.json")).exitCode).toBe(3);
    expect((await run(known, "--state", "none.json")).exitCode).toBe(1);
  });

  it("does not print a number that is given in place of an ID", async () => {
    const { exitCode, stderr } = await run("+12025550100");
    expect([exitCode, stderr.includes("2025550100")]).toEqual([1, false]);
    expect(stderr).toContain(addressSuffix("PLIVO_INVALID_SESSION_UUID"));
  });
});
