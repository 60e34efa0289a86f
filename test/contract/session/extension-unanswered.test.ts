import { startEmulator, type Emulator } from "plivo-masking-emulator";
import { maskingProvider, type MaskingProvider } from "../../../provider/dynamic-provider";
import type { SessionState } from "../../../provider/session/state";
import { parties } from "../../support/field-changes";
import { virtualClock } from "../../support/virtual-clock";

const both = parties(0);
let emulator: Emulator;
let lines: string[];
let environment: NodeJS.ProcessEnv;
let provider: MaskingProvider;

beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.reset();
  environment = { ...emulator.environment };
  provider = newProcess();
});
afterAll(() => emulator.close());

/** The provider as a new process would have it. */
function newProcess(): MaskingProvider {
  lines = [];
  return maskingProvider({ environment, log: (line) => lines.push(line), clock: virtualClock(emulator) });
}

async function create(inputs: object = both) {
  const created = await provider.create({ ...inputs, __provider: "text" });
  return { id: created.id, outs: created.outs as SessionState };
}

const shorter = { ...both, sessionExpiry: 600 };
const longer = { ...both, sessionExpiry: 7200, __provider: "text" };
const ids = () => emulator.sessions.live().map(({ session_uuid }) => session_uuid);
const endAtPlivo = (id: string) => Date.parse(emulator.sessions.get(id)?.expiry_time ?? "");

/** What Pulumi would keep of an update that has failed. */
async function halfDone(work: Promise<unknown>): Promise<{ id: string; properties: SessionState }> {
  return work.then(
    () => {
      throw new Error("nothing was thrown");
    },
    (error: unknown) => error as { id: string; properties: SessionState },
  );
}

describe("an update of sessionExpiry that Plivo carries out, and of which nobody learns", () => {
  const lost: [string, () => void][] = [
    [
      "by lost answers alone",
      () => emulator.faults.arm({ kind: "reset", operation: "update", when: "after", times: null }),
    ],
    [
      "since it was answered with a redirect",
      () => emulator.faults.arm({ kind: "status", status: 303, operation: "update", when: "after" }),
    ],
    [
      "since one answer was lost, and later ones refuse",
      () => {
        emulator.faults.arm({ kind: "status", status: 503, operation: "update", when: "after" });
        emulator.faults.arm({ kind: "status", status: 403, operation: "update", when: "before", nth: 2 });
      },
    ],
    [
      "since one answer was lost, and then the rate limit is reached for good",
      () => {
        emulator.faults.arm({ kind: "status", status: 408, operation: "update", when: "after" });
        emulator.faults.arm({
          kind: "status",
          status: 429,
          operation: "update",
          when: "before",
          nth: 2,
          times: null,
        });
      },
    ],
    [
      "since no answer can be read, nor the session",
      () => {
        emulator.faults.arm({ kind: "unreadable", operation: "update", when: "after", times: null });
        emulator.faults.arm({ kind: "status", status: 403, operation: "get", when: "before", times: null });
      },
    ],
  ];

  it.each(lost)("%s, does not let the old end condemn the session", async (_, arm) => {
    const { id, outs } = await create(shorter);
    arm();
    const kept = await halfDone(provider.update(id, outs, longer));
    expect(kept).toMatchObject({ id, code: "PLIVO_SESSION_INCOMPLETE", properties: { __provider: "text" } });
    expect(Date.parse(kept.properties.expiryTime ?? "")).toBeGreaterThanOrEqual(endAtPlivo(id));
    expect(Date.parse(kept.properties.expiryTime ?? "")).toBeLessThan(endAtPlivo(id) + 300_000);
    // What the program declares is not what is known to be there: the next update sends it again.
    expect(kept.properties.sessionExpiry).toBe(600);

    await emulator.faults.clear();
    emulator.clock.advance(1_000);
    provider = newProcess();
    expect((await provider.diff(id, kept.properties, longer)).replaces).toEqual([]);
    const updated = await provider.update(id, kept.properties, longer);
    expect(Date.parse((updated.outs as SessionState).expiryTime ?? "")).toBe(endAtPlivo(id));
    expect(ids()).toEqual([id]);
  });

  it("is what the state says, where Plivo ends the session all the same: it is replaced then", async () => {
    const { id, outs } = await create(shorter);
    emulator.faults.arm({ kind: "reset", operation: "update", when: "before", times: null });
    const kept = await halfDone(provider.update(id, outs, longer));
    await emulator.faults.clear();
    emulator.clock.advance(8_000);
    expect((await provider.diff(id, kept.properties, longer)).replaces).toEqual(["expiryTime"]);
  });
});

describe("an update that cannot have moved the session's end", () => {
  it("since it was refused each time keeps the state as it was", async () => {
    const { id, outs } = await create(shorter);
    emulator.faults.arm({ kind: "status", status: 429, operation: "update", when: "before", times: null });
    const error = await halfDone(provider.update(id, outs, longer));
    expect(error).toMatchObject({ code: "PLIVO_RATE_LIMITED" });
    expect(error).not.toHaveProperty("id");
  });

  it("since it has no sessionExpiry keeps the state as it was, though its answers are lost", async () => {
    const { id, outs } = await create(shorter);
    emulator.faults.arm({ kind: "reset", operation: "update", when: "after", times: null });
    const error = await halfDone(provider.update(id, outs, { ...shorter, record: true }));
    expect(error).toMatchObject({ code: "PLIVO_NETWORK" });
    expect(error).not.toHaveProperty("id");
  });
});
