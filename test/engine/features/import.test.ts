import { writeFile } from "node:fs/promises";
import path from "node:path";
import { allPages } from "../../project/documents/pages.ts";
import { createElsewhere } from "../../support/elsewhere.ts";
import {
  effects,
  everythingShown,
  expectSuccess,
  liveIds,
  useBench,
  type Bench,
} from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { installNodeHost } from "../../support/node-host.ts";
import { storedSessions, storedIds, urnOf } from "../../support/stored.ts";

const [page] = allPages().filter(({ name }) => name === "docs/moving.md");
const block = page?.blocks.find(({ language }) => language === "json")?.code ?? "{}";
const command = page?.blocks.find(({ language }) => language === "console")?.code.split("\n")[0] ?? "";
const documented = "4189591e-d004-4801-abdf-8893c15e5dcd";

const other = { authId: "MAOTHER", authToken: "another-account-token" };
const declared = {
  ...parties(0),
  sessionExpiry: 3600,
  unknownCallerPlay: "https://example.com/unknown.mp3",
};
const digits = Object.values(parties(0)).map((number) => number.slice(1));

describe("a session that was created elsewhere", () => {
  const bench = useBench({ ride: { ...declared, geomatch: true } }, { accounts: [other] });
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

  describe("and comes by a file for pulumi import, with inputs and outputs as docs/moving.md shows them", () => {
    let imported: Awaited<ReturnType<Bench["stack"]["exportState"]>>;
    beforeAll(async () => {
      const file = path.join(bench.stack.folder, "sessions.json");
      await writeFile(file, block.replaceAll(documented, id));
      const words = command.replace("$ pulumi ", "").replace("sessions.json", file).split(" ");
      const outcome = await bench.stack.command([...words, "--stack", "dev"]);
      expect(outcome).toMatchObject({ succeeded: true });
      const state = (await bench.stack.stateFileBytes()).toString("utf8");
      expect(digits.filter((each) => (state + outcome.text).includes(each))).toEqual([]);
      expect(bench.requests()).toEqual([]);
      imported = await bench.stack.exportState();
    });

    it("stays in the state if a destroy has another account's credentials, until pulumi state delete", async () => {
      bench.stack.setEnvironment({ PLIVO_AUTH_ID: other.authId, PLIVO_AUTH_TOKEN: other.authToken });
      const failed = await bench.stack.destroy();
      bench.stack.setEnvironment(bench.emulator.environment);
      expect(failed.succeeded).toBe(false);
      expect(failed.text).toContain(`Masking session ${id} is unknown to account`);
      expect(failed.text).toContain("`pulumi state delete`");
      expect(bench.requests()).toEqual(["DELETE 404"]);
      expect(bench.emulator.sessions.get(id)?.status).toBe("active");
      expect(await storedIds(bench.stack)).toEqual({ ride: id });
      const forget = ["state", "delete", await urnOf(bench.stack, "ride"), "--yes", "--stack", "dev"];
      expect(await bench.stack.command(forget)).toMatchObject({ succeeded: true });
      expect(await storedIds(bench.stack)).toEqual({});
    });

    it("passes a refresh without a change, then an up --refresh that completes it and replaces nothing", async () => {
      await bench.stack.importState(imported);
      expectSuccess(await bench.stack.refresh({ expectNoChanges: true }));
      expect(bench.requests()).toEqual(["GET 200"]);
      expect((await storedSessions(bench.stack))[0]?.outputs).toMatchObject({
        authId: bench.emulator.authId,
        incomplete: true,
      });
      const up = expectSuccess(await bench.stack.up({ refresh: true }));
      expect(up.steps.filter(({ op }) => op !== "refresh").map(({ op }) => op)).toContain("update");
      expect(bench.requests()).toEqual(["GET 200", "GET 200"]);
      expect((await storedSessions(bench.stack))[0]?.outputs).not.toHaveProperty("incomplete");
      expect(await storedIds(bench.stack)).toEqual({ ride: id });
    });

    it("is completed by the next up, which shows no number", async () => {
      await bench.stack.importState(imported);
      const preview = expectSuccess(await bench.stack.preview({ diff: true }));
      expect(effects(preview)).toEqual({ ride: "update" });
      expect(bench.requests()).toEqual([]);
      const up = expectSuccess(await bench.stack.up());
      expect(bench.requests()).toEqual(["GET 200"]);
      expect(await storedIds(bench.stack)).toEqual({ ride: id });
      expect(everythingShown(preview) + everythingShown(up)).not.toMatch(/20255501\d\d|20255502\d\d/);
      expectSuccess(await bench.stack.preview({ refresh: true, expectNoChanges: true }));
    });

    it("is stored as expired by the next up if it has expired, and replaced by the one after that", async () => {
      await bench.stack.importState(imported);
      bench.advance(4000);
      const up = await bench.stack.up();
      expect(up.succeeded).toBe(false);
      expect(up.text).toContain(`Masking session ${id} has expired, so it was not updated.`);
      expect(effects(expectSuccess(await bench.stack.up()))).toEqual({ ride: "replace" });
      const live = liveIds(bench);
      expect(await storedIds(bench.stack)).toEqual({ ride: live[0] });
      expect(live).toHaveLength(1);
    });
  });
});
