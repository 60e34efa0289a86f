import { MaskingSession, type MaskingSessionArgs } from "pulumi-plivo-masking";
import type { Operation } from "../../tools/engine/index.ts";
import { expectSuccess, useBench } from "../support/engine.ts";
import { parties } from "../support/field-changes.ts";
import { forget, storedIds, taint, urnOf } from "../support/stored.ts";

/* More of these are on the engine's stand-in: test/integration/hosts/adopt-orders.test.ts. */

/** Everything that makes the engine create first and delete later without a diff before. */
const before = {
  oldName: parties(0),
  replaced: parties(1),
  tainted: parties(2),
  kept: parties(3),
  changed: parties(4),
  deletedFirst: parties(5),
};
const { oldName, ...others } = before;
const after = { ...others, newName: oldName, changed: { ...before.changed, geomatch: false } };

function program(sessions: Record<string, MaskingSessionArgs>, more: () => void = () => undefined) {
  return () => {
    for (const [name, args] of Object.entries(sessions))
      new MaskingSession(name, args, { deleteBeforeReplace: name === "deletedFirst" });
    more();
    return Promise.resolve();
  };
}

/** How often the engine showed a line of the provider that matches. */
function countLines({ diagnostics }: Operation, pattern: RegExp): number {
  const shown = diagnostics.flatMap(({ message }) => message.split("\n"));
  return shown.filter((line) => pattern.test(line)).length;
}

describe("sessions of a stack under adopt", () => {
  const bench = useBench(before, { existing: true });
  let ids: Record<string, string>;
  beforeAll(async () => {
    ids = await storedIds(bench.stack);
    await taint(bench.stack, "tainted");
  });
  beforeEach(() => {
    bench.requests();
    bench.stack.setEnvironment({ PLIVO_IF_EXISTS: "adopt" });
  });

  const liveIds = () => bench.emulator.sessions.live().map(({ session_uuid }) => session_uuid);

  it("are adopted after a rename without alias, --replace and a taint, and the same run does not expire them", async () => {
    const replace = [await urnOf(bench.stack, "replaced"), await urnOf(bench.stack, "deletedFirst")];
    bench.stack.setProgram(program(after));
    const up = expectSuccess(await bench.stack.up({ replace }));

    const now = await storedIds(bench.stack);
    const { replaced, tainted, kept } = ids;
    expect(now).toMatchObject({ newName: ids["oldName"], replaced, tainted, kept });
    // A diff has said whose session the first is, and the second had ended before its create.
    for (const name of ["changed", "deletedFirst"]) expect(now[name]).not.toBe(ids[name]);
    expect(Object.values(now).sort()).toEqual(liveIds().sort());
    expect(liveIds()).toHaveLength(6);
    expect(countLines(up, /is adopted instead of creating a new one/)).toBe(3);
    expect(countLines(up, /stays live: another resource of the stack has adopted it/)).toBe(3);
    const changing = bench.requests().filter((request) => !request.startsWith("GET"));
    expect(changing.sort()).toEqual(["DELETE 200", "DELETE 200", "POST 201", "POST 201"]);
  });

  it("stop the run if a resource that is registered earlier adopts one, until an alias renames it, as the error says", async () => {
    const { kept, ...rest } = after;
    bench.stack.setProgram(
      program(rest, () => {
        const early = new MaskingSession("early", kept);
        new MaskingSession("kept", kept, { dependsOn: early });
      }),
    );
    const up = await bench.stack.up();
    expect(up.succeeded).toBe(false);
    expect(up.text).toMatch(
      /belongs to this resource, but another resource of this program has just adopted it/,
    );
    expect(up.text).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(new Set(bench.requests())).toEqual(new Set(["GET 200"]));
    expect(await storedIds(bench.stack)).toMatchObject({ early: ids["kept"], kept: ids["kept"] });

    await forget(bench.stack, "early");
    bench.stack.setProgram(
      program(rest, () => new MaskingSession("early", kept, { aliases: [{ name: "kept" }] })),
    );
    expectSuccess(await bench.stack.up());
    const now = await storedIds(bench.stack);
    expect(now["early"]).toBe(ids["kept"]);
    expect(now).not.toHaveProperty("kept");
    expect(bench.requests()).toEqual([]);
  });
});
