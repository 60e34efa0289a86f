import { truncate } from "node:fs/promises";
import { expectSuccess, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { companionFiles, repair } from "../support/killing.ts";

describe("a file backend after its CLI was killed during a write", () => {
  const bench = useBench({ one: parties(0) }, { existing: true });
  beforeAll(async () => {
    expectSuccess(await bench.stack.up());
  });

  it("cannot be read while the companion of the state file is empty, and can once that is removed", async () => {
    const ofStates = (await companionFiles(bench.stack.backend)).filter((file) =>
      file.endsWith("dev.json.attrs"),
    );
    expect(ofStates).not.toEqual([]);
    for (const file of ofStates) await truncate(file);
    const unreadable = await bench.stack.up();
    expect(unreadable.succeeded).toBe(false);
    expect(unreadable.text).toContain("failed to load checkpoint: EOF");

    await repair(bench.stack.backend);
    expect(expectSuccess(await bench.stack.up()).changes).toEqual({ same: 2 });
  });
});
