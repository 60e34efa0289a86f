import { execFile } from "node:child_process";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { createStackFolder } from "../../../tools/engine/folder.ts";
import { capture } from "../../../tools/leaks/record.ts";
import { repositoryRoot } from "../../../tools/repository.ts";
import { missingOutput } from "../../support/example.ts";
import { variablesIn } from "../../support/engine-variables.ts";
import { takeRequests } from "../../support/requests.ts";

const example = path.join(repositoryRoot(), "examples/from-a-table");

describe("examples/from-a-table", () => {
  let emulator: Emulator;
  let folder: string;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    emulator = await startEmulator();
    folder = await createStackFolder();
    for (const file of ["Pulumi.yaml", "orders.csv"])
      await copyFile(path.join(example, file), path.join(folder, file));
    const variables = await variablesIn(folder);
    environment = { ...process.env, ...variables, ...emulator.environment };
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await emulator.close();
  });

  /** Runs `npm run shards --` with these words, and gives what was printed. */
  async function shards(...words: string[]): Promise<string> {
    const { scripts } = JSON.parse(await readFile(path.join(example, "package.json"), "utf8")) as {
      scripts: { shards: string };
    };
    const [, ...parameters] = scripts.shards.split(" ");
    const script = path.join(example, parameters.pop() ?? "");
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      [...parameters, script, ...words],
      {
        cwd: folder,
        env: environment,
      },
    );
    capture("text", stdout + stderr);
    expect(stderr).toBe("");
    return stdout;
  }

  /** What was done to which session in which stack: "shard-0 A-1004 created". */
  function done(printed: string): string[] {
    const steps = printed.matchAll(
      /^(shard-\d) \| .*MaskingSession (\S+) (created|deleted|updated|replaced)/gm,
    );
    return Array.from(steps, ([, stack = "", ...step]) => [stack, ...step].join(" ")).sort();
  }

  function requests(): string[] {
    return takeRequests(emulator).sort();
  }

  it("creates a session for each order, named by its id, each in its own stack", async () => {
    const printed = await shards("up", "--shards", "2");
    const [a, b, c, d] = ["A-1001", "A-1002", "A-1003", "A-1004"];
    expect(done(printed)).toEqual([
      `shard-0 ${d} created`,
      `shard-1 ${a} created`,
      `shard-1 ${b} created`,
      `shard-1 ${c} created`,
    ]);
    expect(requests()).toEqual(Array(4).fill("POST 201"));
    expect(printed).not.toMatch(/202\D*555/);
    expect(missingOutput("from-a-table", printed)).toEqual([]);
  });

  it("changes only the sessions of added and removed rows, in any order of the rows", async () => {
    const file = path.join(folder, "orders.csv");
    const [head = "", first = "", , ...others] = (await readFile(file, "utf8")).trim().split("\n");
    const added = "A-1005,+1 202 555 0177,+1 202 555 0188,";
    await writeFile(file, [head, added, ...others.reverse(), first, ""].join("\r\n"));
    const printed = await shards("up", "--shards", "2");
    expect(done(printed)).toEqual(["shard-1 A-1002 deleted", "shard-1 A-1005 created"]);
    expect(requests()).toEqual(["DELETE 200", "POST 201"]);
  });

  it("destroys the sessions of a stack, and no others", async () => {
    const printed = await shards("destroy", "--shards", "1");
    expect(done(printed)).toEqual(["shard-0 A-1004 deleted"]);
    expect(emulator.sessions.live()).toHaveLength(3);
  });

  it("fails for an incomplete row, names it, and shows no number", async () => {
    const file = path.join(folder, "broken.csv");
    await writeFile(file, "id,driver,customer\nA-1006,+1 202 555 0100,\n");
    const failed = await shards("preview", "--shards", "1", "--orders", file).catch(
      (error: unknown) => error,
    );
    const stdout = expect.stringMatching(
      /^shard-0 \| .*There is no customer in row 2 of the table\./m,
    ) as string;
    expect(failed).toMatchObject({ code: 1, stdout });
    expect(JSON.stringify(failed)).not.toMatch(/202\D*555/);
  });

  it("shows its usage for a wrong command line, and fails", async () => {
    const usage = expect.stringMatching(/^Usage: .*preview\|up\|destroy/) as string;
    await expect(shards("apply")).rejects.toMatchObject({ code: 1, stderr: usage });
  });
});
