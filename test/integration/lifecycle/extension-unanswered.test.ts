import type { SessionState } from "../../../provider/session/state";
import { both, inProcess } from "../../support/in-process";
import { thrownBy } from "./scripted-plivo";

const stage = inProcess();

const shorter = { ...both, sessionExpiry: 600 };
const longer = { ...both, sessionExpiry: 7200, __provider: "text" };
const ids = () => stage.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
const endAtPlivo = (id: string) => Date.parse(stage.emulator.sessions.get(id)?.expiry_time ?? "");

/** What Pulumi would keep of an update that has failed. */
async function halfDone(work: Promise<unknown>) {
  return (await thrownBy(work)) as { id: string; properties: SessionState };
}

describe("an update of sessionExpiry that Plivo carries out, and of which nobody learns", () => {
  const lost: [string, () => void][] = [
    [
      "by lost answers alone",
      () => stage.emulator.faults.arm({ kind: "reset", operation: "update", when: "after", times: null }),
    ],
    [
      "since it was answered with a redirect",
      () => stage.emulator.faults.arm({ kind: "status", status: 303, operation: "update", when: "after" }),
    ],
    [
      "since one answer was lost, and later ones refuse",
      () => {
        stage.emulator.faults.arm({ kind: "status", status: 503, operation: "update", when: "after" });
        stage.emulator.faults.arm({
          kind: "status",
          status: 403,
          operation: "update",
          when: "before",
          nth: 2,
        });
      },
    ],
    [
      "since one answer was lost, and then the rate limit is reached for good",
      () => {
        stage.emulator.faults.arm({ kind: "status", status: 408, operation: "update", when: "after" });
        stage.emulator.faults.arm({
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
        stage.emulator.faults.arm({ kind: "unreadable", operation: "update", when: "after", times: null });
        stage.emulator.faults.arm({
          kind: "status",
          status: 403,
          operation: "get",
          when: "before",
          times: null,
        });
      },
    ],
  ];

  it.each(lost)("%s, does not let the old end condemn the session", async (_, arm) => {
    const { id, outs } = await stage.create(shorter);
    arm();
    const kept = await halfDone(stage.provider.update(id, outs, longer));
    expect(kept).toMatchObject({ id, code: "PLIVO_SESSION_INCOMPLETE", properties: { __provider: "text" } });
    expect(Date.parse(kept.properties.expiryTime ?? "")).toBeGreaterThanOrEqual(endAtPlivo(id));
    expect(Date.parse(kept.properties.expiryTime ?? "")).toBeLessThan(endAtPlivo(id) + 300_000);
    // What the program declares is not what is known to be there: the next update sends it again.
    expect(kept.properties.sessionExpiry).toBe(600);

    await stage.emulator.faults.clear();
    stage.emulator.clock.advance(1_000);
    stage.restart();
    expect((await stage.provider.diff(id, kept.properties, longer)).replaces).toEqual([]);
    const updated = await stage.provider.update(id, kept.properties, longer);
    expect(Date.parse((updated.outs as SessionState).expiryTime ?? "")).toBe(endAtPlivo(id));
    expect(ids()).toEqual([id]);
  });

  it("is what the state says, where Plivo ends the session all the same: it is replaced then", async () => {
    const { id, outs } = await stage.create(shorter);
    stage.emulator.faults.arm({ kind: "reset", operation: "update", when: "before", times: null });
    const kept = await halfDone(stage.provider.update(id, outs, longer));
    await stage.emulator.faults.clear();
    stage.emulator.clock.advance(8_000);
    expect((await stage.provider.diff(id, kept.properties, longer)).replaces).toEqual(["expiryTime"]);
  });
});

describe("an update that cannot have moved the session's end", () => {
  it("since it was refused each time keeps the state as it was", async () => {
    const { id, outs } = await stage.create(shorter);
    stage.emulator.faults.arm({
      kind: "status",
      status: 429,
      operation: "update",
      when: "before",
      times: null,
    });
    const error = await halfDone(stage.provider.update(id, outs, longer));
    expect(error).toMatchObject({ code: "PLIVO_RATE_LIMITED" });
    expect(error).not.toHaveProperty("id");
  });

  it("since it has no sessionExpiry keeps the state as it was, though its answers are lost", async () => {
    const { id, outs } = await stage.create(shorter);
    stage.emulator.faults.arm({ kind: "reset", operation: "update", when: "after", times: null });
    const error = await halfDone(stage.provider.update(id, outs, { ...shorter, record: true }));
    expect(error).toMatchObject({ code: "PLIVO_NETWORK" });
    expect(error).not.toHaveProperty("id");
  });
});
