import { encrypt } from "../../../tools/engine/secrets.ts";
import { effects, everythingShown, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { storedIds } from "../../support/stored.ts";

const written = { firstParty: "+44 (0)20 7946 0018", secondParty: "+49 (0)30 23125 000" };
const e164 = { firstParty: "+442079460018", secondParty: "+493023125000" };

/** As an earlier release has stored and sent the first party. */
const misdialled = "+4402079460018";

interface Stored {
  readonly id?: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
}

describe("a number with the zero of national dialling", () => {
  const bench = useBench({ ride: written }, { existing: true });

  it("is no change beside its other spellings", async () => {
    expect(bench.emulator.sessions.live()).toMatchObject([
      { first_party: "442079460018", second_party: "493023125000" },
    ]);
    bench.stack.setProgram(programFor({ ride: { ...e164, secondParty: "+49\u00ad 030 23125-000" } }));
    expectSuccess(await bench.stack.preview({ expectNoChanges: true }));
  });

  it("in the state of an earlier release replaces the session, and the preview says why without a number", async () => {
    const id = (await storedIds(bench.stack))["ride"] ?? "";
    const state = await bench.stack.exportState();
    const { resources } = state.deployment as { resources: Stored[] };
    for (const { inputs, outputs } of resources.filter((resource) => resource.id === id)) {
      for (const side of [inputs, outputs]) side["firstParty"] = encrypt(misdialled);
    }
    await bench.stack.importState(state);
    bench.emulator.sessions.change(id, { first_party: misdialled.slice(1) });
    bench.stack.setProgram(programFor({ ride: written }));
    // A refresh first takes nothing of that away.
    for (const options of [{}, { refresh: true }]) {
      const preview = expectSuccess(await bench.stack.preview(options));
      expect(effects(preview)).toMatchObject({ ride: "replace" });
      expect(preview.text).toContain(
        `ride: Masking session ${id} will be replaced: firstParty changed, and Plivo cannot change it in a live session; an earlier ` +
          "release sent firstParty with a digit of national dialling, which rings no one.",
      );
      expect(everythingShown(preview)).not.toMatch(/2079460018/);
    }
  });
});
