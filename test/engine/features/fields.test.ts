import { effects, everythingShown, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { field } from "../../../provider/session/fields.ts";
import { fieldChanges, snakeCase, type FieldChange } from "../../support/field-changes.ts";
import { hosts } from "../../support/stand-in/hosts.ts";

const sessions = (side: "before" | "after") =>
  Object.fromEntries(fieldChanges.map((change) => [change.name, change[side]]));

/** What the update of a session must send: the new value, or the certain default of what was removed. */
function expectedBody({ name, after }: FieldChange): Record<string, unknown> {
  return { [snakeCase(name)]: after[name] ?? field(name).default };
}

describe.each(hosts)("each of the vendor's arguments, changed on a live session of the %s host", (host) => {
  const bench = useBench(sessions("before"), { host, pool: pool(), existing: true });
  const updated = fieldChanges.filter(({ effect }) => effect === "update");
  const replaced = fieldChanges.filter(({ effect }) => effect === "replace");

  beforeAll(() => {
    bench.stack.setProgram(programFor(sessions("after"), host));
  });

  it("is previewed truly: its JSON names each one as the reason to replace or as what is updated", async () => {
    const preview = expectSuccess(await bench.stack.preview({ json: true }));
    const { json } = preview;
    expect(everythingShown(preview)).not.toMatch(/120255501\d\d|48217|90356/);
    const steps = new Map(json?.steps?.map((step) => [step.urn.split("::").at(-1), step]));
    for (const { name, effect } of fieldChanges) {
      const step = steps.get(name);
      expect([name, step?.op]).toEqual([name, effect]);
      const named = effect === "replace" ? step?.replaceReasons : Object.keys(step?.detailedDiff ?? {});
      expect(named).toContain(name);
    }
    expect(bench.requests()).toEqual([]);
  });

  it("is carried out by one up with exactly the expected requests", async () => {
    const up = expectSuccess(await bench.stack.up());
    const expected = Object.fromEntries(fieldChanges.map(({ name, effect }) => [name, effect]));
    expect(effects(up)).toEqual(expected);

    const requests = bench.emulator.requests.all();
    const updates = requests.filter(({ method, status }) => method === "POST" && status === 200);
    const bodies = new Set(updates.map(({ body }) => JSON.stringify(body)));
    expect(bodies).toEqual(new Set(updated.map((change) => JSON.stringify(expectedBody(change)))));
    expect(updates).toHaveLength(updated.length);
    expect(requests.filter(({ status }) => status === 201)).toHaveLength(replaced.length);
    expect(requests.filter(({ method }) => method === "DELETE")).toHaveLength(replaced.length);
    expect(requests).toHaveLength(updated.length + 2 * replaced.length);
    expect(bench.emulator.sessions.live()).toHaveLength(fieldChanges.length);
  });

  it("leaves nothing to do, after a refresh too", async () => {
    bench.requests();
    const preview = expectSuccess(await bench.stack.preview({ refresh: true, expectNoChanges: true }));
    expect(new Set(Object.values(effects(preview)))).toEqual(new Set(["same"]));
    const reads = bench.requests();
    expect(new Set(reads)).toEqual(new Set(["GET 200"]));
    // From the ninth session on, one list replaces several reads.
    expect(reads.length).toBeLessThan(fieldChanges.length);
  });
});

/** Numbers of the parties' country, some of them for the subaccount that one session moves to. */
function pool() {
  const numbers = fieldChanges.map((_, index) => ({ number: `+1202555${String(9000 + index)}` }));
  return [...numbers, { number: "+14155558000", subaccount: "SAEMULATORSUBACCOUNT" }];
}
