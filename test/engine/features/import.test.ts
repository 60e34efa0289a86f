import { writeFile } from "node:fs/promises";
import path from "node:path";
import { allPages } from "../../project/documents/pages.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import { effects, everythingShown, expectSuccess, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { installNodeHost } from "../../support/node-host.ts";
import { storedSessions, storedIds } from "../../support/stored.ts";

const [page] = allPages().filter(({ name }) => name === "docs/moving.md");
const block = page?.blocks.find(({ language }) => language === "json")?.code ?? "{}";
const command = page?.blocks.find(({ language }) => language === "console")?.code.split("\n")[0] ?? "";
const documented = "4189591e-d004-4801-abdf-8893c15e5dcd";

const declared = {
  ...parties(0),
  sessionExpiry: 3600,
  unknownCallerPlay: "https://example.com/unknown.mp3",
};
const digits = Object.values(parties(0)).map((number) => number.slice(1));

/* The other operations on such a state: test/integration/lifecycle/incomplete-state.test.ts. */

describe("a session that was created elsewhere", () => {
  const bench = useBench({ ride: { ...declared, geomatch: true } });
  let id: string;
  beforeAll(async () => {
    await installNodeHost(bench.stack.folder);
    id = await createElsewhere(bench.emulator, declared);
  });

  it("is refused by pulumi import, which asks no program: Pulumi gives a dynamic provider nothing to read it by", async () => {
    const type = "pulumi-nodejs:dynamic/plivo:MaskingSession";
    const given = ["import", type, "ride", id, "--yes", "--stack", "dev", "--generate-code=false"];
    const outcome = await bench.stack.command(given);
    expect(outcome.succeeded).toBe(false);
    expect(outcome.text).toContain("code must be a string, not undefined");
    expect(bench.requests()).toEqual([]);
  });

  it("comes by a file for pulumi import, with inputs and outputs as docs/moving.md shows them, and shows no number", async () => {
    const file = path.join(bench.stack.folder, "sessions.json");
    await writeFile(file, block.replaceAll(documented, id));
    const words = command.replace("$ pulumi ", "").replace("sessions.json", file).split(" ");
    const outcome = await bench.stack.command([...words, "--stack", "dev"]);
    expect(outcome).toMatchObject({ succeeded: true });
    const state = (await bench.stack.stateFileBytes()).toString("utf8");
    expect(digits.filter((each) => (state + outcome.text).includes(each))).toEqual([]);
    expect(bench.requests()).toEqual([]);
  });

  it("is completed by the next up --refresh, which replaces nothing and shows no number", async () => {
    const preview = expectSuccess(await bench.stack.preview({ diff: true }));
    expect(effects(preview)).toEqual({ ride: "update" });
    expect(bench.requests()).toEqual([]);
    const up = expectSuccess(await bench.stack.up({ refresh: true }));
    expect(bench.requests()).toEqual(["GET 200", "GET 200"]);
    expect(await storedIds(bench.stack)).toEqual({ ride: id });
    expect((await storedSessions(bench.stack))[0]?.outputs).not.toHaveProperty("incomplete");
    expect(everythingShown(preview) + everythingShown(up)).not.toMatch(/20255501\d\d|20255502\d\d/);
  });
});
