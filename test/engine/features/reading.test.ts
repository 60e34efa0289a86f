import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { getMaskingSessionOutput, listMaskingSessionsOutput, MaskingSession } from "pulumi-plivo-masking";
import { repositoryRoot } from "../../../tools/repository.ts";
import { runNode } from "../../project/run-tool.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { createElsewhere } from "../../support/elsewhere.ts";

describe("reading sessions in a program", () => {
  const bench = useBench();
  let elsewhere: string;
  let number: string;
  beforeAll(async () => {
    elsewhere = await createElsewhere(bench.emulator, parties(0));
    number = `+${bench.emulator.sessions.get(elsewhere)?.virtual_number ?? ""}`;
    bench.stack.setProgram(program);
  });

  /** Passes the number of a session elsewhere to an argument, and reads the stack's own session back. */
  function program() {
    const read = getMaskingSessionOutput({ sessionUuid: elsewhere });
    const readable = pulumi.unsecret(read.virtualNumber);
    const callbackUrl = pulumi.interpolate`https://example.com/events?number=${readable}`;
    const created = new MaskingSession("created", { ...parties(1), callbackUrl });
    const own = getMaskingSessionOutput({ sessionUuid: created.id });
    const all = listMaskingSessionsOutput({ filters: { status: "active" } }, { dependsOn: created });
    const createdTimeGte = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const wide = listMaskingSessionsOutput({ filters: { createdTimeGte } });
    return Promise.resolve({
      windows: pulumi.unsecret(wide.windows).apply(({ length }) => length),
      number: readable,
      party: read.firstParty,
      whole: read,
      own: pulumi.unsecret(own.callbackUrl),
      count: pulumi.unsecret(all.sessions).apply((sessions) => sessions.length),
    });
  }

  it("gives a preview what exists, and leaves unknown what the update will create", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(effects(preview)).toEqual({ created: "create" });
    expect(preview.text).toContain(`"https://example.com/events?number=${number}"`);
    expect(preview.outputs).toMatchObject({ number, windows: 2, party: { ciphertext: "[secret]" } });
    expect(preview.text).toContain(
      "Plivo lists at most 30 days at once, so this list of masking sessions is read in 2 windows.",
    );
    expect(preview.outputs["own"]).not.toEqual(expect.stringContaining("example.com"));
    expect(preview.outputs["count"]).not.toBe(1);
    expect(bench.requests()).toEqual(["GET 200", "GET 200", "GET 200"]);
    expect(everythingShown(preview)).not.toContain(parties(0).firstParty);
  });

  it("reads what the update has created, and keeps numbers out of what is shown and stored", async () => {
    const up = expectSuccess(await bench.stack.up());
    const own = `https://example.com/events?number=${number}`;
    expect(up.outputs).toMatchObject({ number, own, count: 2, party: { ciphertext: "[secret]" } });
    expect(bench.requests().sort()).toEqual([...Array<string>(5).fill("GET 200"), "POST 201"]);
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    for (const text of [everythingShown(up), state]) {
      expect(text).not.toContain(parties(0).firstParty);
      expect(text).not.toContain(parties(0).secondParty);
    }
    expect(state).toMatch(/"ciphertext":\s*"v1:/);
  });

  it("fails for a session that is not there, awaited or left dangling, with the reason and without a stack", async () => {
    // In a process of its own: the tests' own would take a program's unhandled rejection for its own failure.
    const script = path.join(__dirname, "../../support/failing-read.ts");
    const variables = { ...process.env, ...bench.emulator.environment };
    const { stdout, output } = await runNode([script], repositoryRoot(), variables);
    const outcomes = JSON.parse(stdout.trim().split("\n").at(-1) ?? output) as Record<string, Outcome>;
    expect(Object.keys(outcomes)).toEqual(["awaited", "dangling"]);
    for (const { succeeded, text } of Object.values(outcomes)) {
      expect(succeeded).toBe(false);
      expect(text).toContain("Plivo does not know this session");
      expect(text).toContain("Check the session's UUID and the account");
      expect(text).not.toMatch(/\n\s+at .*:\d+:\d+/);
    }
    expect(bench.requests()).toEqual(["GET 404", "GET 404"]);
  });
});

interface Outcome {
  readonly succeeded: boolean;
  readonly text: string;
}
