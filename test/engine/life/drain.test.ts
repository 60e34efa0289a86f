import type { MaskingSessionArgs } from "pulumi-plivo-masking";
import { effects, expectSuccess, programFor, useBench } from "../../support/engine.ts";
import { parties } from "../../support/field-changes.ts";
import { storedIds } from "../../support/stored.ts";
import { cells } from "./cells.ts";
import { requestsBySession } from "./requests.ts";
import type { Cell } from "./vocabulary.ts";

const names = ["createOnly", "destroy", "endless", "atOnce", "idle"] as const;
type Name = (typeof names)[number];

const sessions: Record<Name, MaskingSessionArgs> = {
  createOnly: { ...parties(0), drainTimeout: 300 },
  destroy: { ...parties(1), drainTimeout: 300 },
  endless: { ...parties(2), drainTimeout: 60 },
  atOnce: parties(3),
  idle: { ...parties(4), drainTimeout: 300 },
};

/** Looks at the same session one after another, as the table writes them. */
function collapseReads(requests: readonly string[]): string[] {
  const looks = requests.filter((request) => request === "GET 200").length;
  const others = requests.filter((request) => request !== "GET 200");
  return looks > 1 ? [...others.slice(0, -1), "GET 200 every 10 s", ...others.slice(-1)] : [...requests];
}

describe("sessions in a call that are replaced or removed from the program", () => {
  const bench = useBench(sessions, { skipWaits: true, existing: true });
  let ids: Record<string, string>;
  beforeAll(async () => {
    ids = await storedIds(bench.stack);
    for (const name of names)
      if (name !== "idle") bench.emulator.sessions.change(ids[name] ?? "", { status: "in-progress" });
    bench.stack.setProgram(programFor({ createOnly: { ...sessions.createOnly, geomatch: false } }));
    bench.requests();
  });

  const rows = cells.filter(({ isDrained }) => isDrained === true);

  it("have the same preview as without a call, and no request", async () => {
    const preview = expectSuccess(await bench.stack.preview());
    for (const { event, preview: expected } of rows) expect(effects(preview)[event]).toBe(expected.op);
    expect(bench.requests()).toEqual([]);
  });

  describe("by an up,", () => {
    let asked: Map<string, string[]>;
    let text: string;
    /** Seconds from the first to the last request about a session, without its create. */
    const took: Record<string, number> = {};

    beforeAll(async () => {
      const { faults, sessions: api, requests } = bench.emulator;
      const looksAt = (name: Name) =>
        requests.all().filter(({ method, path }) => method === "GET" && path.includes(ids[name] ?? ""))
          .length;
      // The calls of two of them end when each has been looked at for the third time.
      const watched = {
        kind: "delay",
        operation: "get",
        when: "before",
        milliseconds: 1,
        times: null,
      } as const;
      const { id } = faults.arm(watched);
      const endCalls = async () => {
        const going = new Set<Name>(["createOnly", "destroy"]);
        for (let count = 1; going.size > 0; count += 1) {
          await faults.whenFired(id, count);
          for (const name of [...going].filter((one) => looksAt(one) >= 2)) {
            api.change(ids[name] ?? "", { status: "active" });
            going.delete(name);
          }
        }
      };
      const called = endCalls();
      const [up] = await Promise.all([bench.stack.up(), called]);
      text = expectSuccess(up).text;
      asked = requestsBySession(bench, names, ids);
      for (const name of names) {
        const times = requests
          .all()
          .flatMap(({ path, time }) => (path.includes(ids[name] ?? "") ? [Date.parse(time)] : []));
        took[name] = Math.round((Math.max(...times) - Math.min(...times)) / 1000);
      }
    });

    it.each(rows)("get the requests that the table says: $event", ({ event, requests }: Cell) => {
      expect(collapseReads(asked.get(event) ?? [])).toEqual(requests);
    });

    it("are read every 10 s until the call is over, and expired then", () => {
      for (const name of ["createOnly", "destroy"]) {
        const looks = (asked.get(name) ?? []).filter((request) => request === "GET 200").length;
        expect(looks).toBeGreaterThan(1);
        expect(took[name]).toBeGreaterThanOrEqual((looks - 1) * 10);
        expect(took[name]).toBeLessThan(300);
      }
    });

    it("are named in a line with the time that the wait takes at most", () => {
      expect(text).toContain(
        `Masking session ${ids["destroy"] ?? ""} is in a call: it will be expired after the call, or in 5 min (drainTimeout).`,
      );
      expect(text).toMatch(new RegExp(`${ids["endless"] ?? ""} is in a call: .* or in 1 min`));
      expect(text).not.toMatch(new RegExp(`(${ids["atOnce"] ?? ""}|${ids["idle"] ?? ""}) is in a call`));
    });

    it("are expired during the call once drainTimeout is over", () => {
      const [last, ...looks] = (asked.get("endless") ?? []).reverse();
      expect([last, ...new Set(looks)]).toEqual(["DELETE 200", "GET 200"]);
      // A look takes time too, and the skipped waits of the other sessions move the clock.
      expect(looks.length).toBeGreaterThan(1);
      expect(looks.length).toBeLessThan(8);
      expect(took["endless"]).toBeGreaterThan(40);
    });

    it("are expired at once without drainTimeout, and without a call", () => {
      expect(asked.get("atOnce")).toEqual(["DELETE 200"]);
      expect(asked.get("idle")).toEqual(["GET 200", "DELETE 200"]);
    });
  });
});
