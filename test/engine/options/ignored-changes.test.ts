import { effects, expectSuccess, openBench, type Bench } from "../../support/engine";
import { parties } from "../../support/field-changes";
import { nameOf, stored, storedIds } from "../../support/stored";
import { declaring, liveIds } from "./support";

const names = ["updatable", "createOnly", "added", "ending", "everything"] as const;

/** Sessions that ignore what `changed` changes. */
function program(changed: boolean) {
  const geomatch = changed ? { geomatch: false } : {};
  return declaring({
    updatable: [{ ...parties(0), ringTimeout: changed ? 40 : 30 }, { ignoreChanges: ["ringTimeout"] }],
    createOnly: [
      { ...parties(1), ...(changed ? { secondParty: "+12025550399" } : {}) },
      { ignoreChanges: ["secondParty"] },
    ],
    added: [{ ...parties(2), ...geomatch }, { ignoreChanges: ["geomatch"] }],
    ending: [{ ...parties(3), onExpiry: changed ? "ignore" : "recreate" }, { ignoreChanges: ["onExpiry"] }],
    everything: [
      { ...parties(4), ...geomatch, callTimeLimit: changed ? 660 : 600 },
      { ignoreChanges: ["*"] },
    ],
  });
}

describe("ignoreChanges", () => {
  let bench: Bench;
  let ids: Record<string, string>;
  const all = (effect: string) => Object.fromEntries(names.map((name) => [name, effect]));
  beforeAll(async () => {
    bench = await openBench();
    bench.stack.setProgram(program(false));
    expectSuccess(await bench.stack.up());
    ids = await storedIds(bench.stack);
    bench.requests();
    bench.stack.setProgram(program(true));
  });
  afterAll(() => bench.close());

  it("leaves what was changed elsewhere: a refresh takes it over, and shows no change", async () => {
    bench.emulator.sessions.change(ids["updatable"] ?? "", { ring_timeout: 25 });
    const refresh = expectSuccess(await bench.stack.refresh());
    expect(effects(refresh)).toEqual(all("same"));
    const updatable = (await stored(bench.stack)).find((session) => nameOf(session) === "updatable");
    expect([updatable?.inputs["ringTimeout"], updatable?.outputs["ringTimeout"]]).toEqual([25, 25]);
    bench.requests();
  });

  it("leaves a live session as it is, whether the argument could be updated or not", async () => {
    const up = expectSuccess(await bench.stack.up({ expectNoChanges: true }));
    expect(effects(up)).toEqual(all("same"));
    expect(bench.requests()).toEqual([]);
  });

  it("does not keep an expired session: it is made anew, with what the program now declares", async () => {
    bench.advance(7200);
    expect(effects(expectSuccess(await bench.stack.up()))).toEqual(all("replace"));
    const after = await storedIds(bench.stack);
    expect(liveIds(bench).sort()).toEqual(Object.values(after).sort());
    const made = (name: (typeof names)[number]) => bench.emulator.sessions.get(after[name] ?? "");
    expect(made("updatable")?.ring_timeout).toBe(40);
    expect(made("createOnly")?.second_party).toBe("12025550399");
    expect(made("everything")?.call_time_limit).toBe(660);
  });

  it("of onExpiry keeps the value that the state has, until the session is made anew", async () => {
    // The program says "ignore" since before the session expired, and was replaced all the same.
    bench.advance(7200);
    const preview = expectSuccess(await bench.stack.preview());
    expect(effects(preview)).toEqual({ ...all("replace"), ending: "same" });
  });
});
