import { effects, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";
import { cells } from "./cells.ts";
import { requestsBySession } from "./requests.ts";
import type { Cell } from "./vocabulary.ts";

/* The waits in detail: test/integration/lifecycle/drain.test.ts. */

const createOnly = { ...parties(0), drainTimeout: 300 };
const destroy = { ...parties(1), drainTimeout: 300 };
const names = ["createOnly", "destroy"];

/** Looks at the same session one after another, as the table writes them. */
function collapseReads(requests: readonly string[]): string[] {
  const looks = requests.filter((request) => request === "GET 200").length;
  const others = requests.filter((request) => request !== "GET 200");
  return looks > 1 ? [...others.slice(0, -1), "GET 200 every 10 s", ...others.slice(-1)] : [...requests];
}

describe("a session in a call that an up replaces or removes", () => {
  const bench = useBench({ createOnly, destroy }, { skipWaits: true, existing: true });
  let asked: Map<string, string[]>;
  let done: Record<string, string>;
  let ids: Record<string, string>;
  let text: string;

  beforeAll(async () => {
    ids = await storedIds(bench.stack);
    const { faults, sessions, requests } = bench.emulator;
    const idOf = (name: string) => ids[name] ?? "";
    for (const name of names) sessions.change(idOf(name), { status: "in-progress" });
    bench.stack.setProgram(programFor({ createOnly: { ...createOnly, geomatch: false } }));
    bench.requests();
    // Each call ends when it has been looked at for the third time.
    const { id } = faults.arm({
      kind: "delay",
      operation: "get",
      when: "before",
      milliseconds: 1,
      times: null,
    });
    const looksAt = (name: string) =>
      requests.all().filter(({ method, path }) => method === "GET" && path.includes(idOf(name))).length;
    const endCalls = async () => {
      const going = new Set(names);
      for (let count = 1; going.size > 0; count += 1) {
        await faults.whenFired(id, count);
        for (const name of [...going].filter((one) => looksAt(one) >= 2)) {
          sessions.change(idOf(name), { status: "active" });
          going.delete(name);
        }
      }
    };
    const [up] = await Promise.all([bench.stack.up(), endCalls()]);
    text = expectSuccess(up).text;
    done = effects(up);
    asked = requestsBySession(bench, names, ids);
  });

  const rows = cells.filter(({ isDrained }) => isDrained === true);

  it.each(rows)("gets the step and the requests that the table says: $event", (cell: Cell) => {
    const { event, preview, requests } = cell;
    expect(done[event]).toBe(preview.op);
    expect(collapseReads(asked.get(event) ?? [])).toEqual(requests);
  });

  it("is named in a line with the time that the wait takes at most", () => {
    expect(text).toContain(
      `Masking session ${ids["destroy"] ?? ""} is in a call: it will be expired after the call, or in 5 min (drainTimeout).`,
    );
  });
});
