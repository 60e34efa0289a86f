import path from "node:path";
import { createElsewhere } from "../../support/elsewhere.ts";
import { useBench } from "../../support/engine.ts";
import { buildPlugin } from "../../support/plugin-executable.ts";
import { parties } from "../../support/field-changes.ts";

/* `pulumi do` is an experiment of Pulumi's: it reads and lists without a program and without a state. */

describe("pulumi do, against the plugin", () => {
  const bench = useBench({}, { host: "native" });
  let ids: string[];
  let plugin: string;
  beforeAll(async () => {
    ids = [
      await createElsewhere(bench.emulator, { ...parties(0), ringTimeout: 33 }),
      await createElsewhere(bench.emulator, parties(1)),
    ];
    plugin = path.join(buildPlugin(), "pulumi-resource-plivo");
    bench.requests();
  });

  const run = (words: string) => bench.stack.command(["do", "--package", plugin, ...words.split(" ")]);

  it("lists the live sessions of the account", async () => {
    const listed = await run("plivo:index:MaskingSession list --status active");
    expect(listed).toMatchObject({ succeeded: true });
    for (const id of ids) expect(listed.text).toContain(id);
    expect(bench.requests()).toEqual(["GET 200"]);
  });

  it("reads a session, and shows no number", async () => {
    const read = await run(`plivo:index:MaskingSession read ${ids[0] ?? ""}`);
    expect(read).toMatchObject({ succeeded: true });
    expect(read.text).toMatch(/ringTimeout\W+33/);
    expect(read.text).not.toMatch(/2025550[12]/);
    expect(bench.requests()).toEqual(["GET 200"]);
  });
});
