import type { FaultRequest } from "plivo-masking-emulator";
import { update } from "../../../provider/lifecycle/update.ts";
import { diff } from "../../../provider/session/diff.ts";
import type { SessionInputs } from "../../../provider/session/fields.ts";
import type { SessionState } from "../../../provider/session/state.ts";
import { engineDiff } from "../../support/engine-diff.ts";
import { parties } from "../../support/field-changes.ts";
import { inProcess } from "../../support/in-process.ts";
import { json } from "../plivo/support.ts";
import { both, reset, scriptedPlivo, serverError, stored, errorOf } from "./scripted-plivo.ts";

const plivo = scriptedPlivo({});

const longer = { ...both, sessionExpiry: 7200 };
const change = (news: SessionInputs = longer) =>
  update(plivo.context(), { id: "session-1", state: stored }, news);

describe("an update of sessionExpiry whose response lacks the new end", () => {
  it.each([
    ["is missing", undefined],
    ["is empty", ""],
    ["has a form that nobody knows", "1st of March, noon"],
  ])("keeps no expiry time before the real one if expiry_time %s", async (_, expiryTime) => {
    plivo.next.update.push(reset, json(200, { session: { ...plivo.newest, expiry_time: expiryTime } }));
    const state = await change();
    // From the time of the response: any earlier attempt may have succeeded.
    const end = plivo.clock.now() + 7_200_000;
    expect(plivo.clock.now()).toBeGreaterThan(Date.UTC(2026, 2, 1, 10));
    expect(state.expiryTime).toBe(new Date(end).toISOString());
    const before = { now: end - 31_000, clockRules: true };
    expect(engineDiff(diff("session-1", state, longer, before))).toMatchObject({
      changes: false,
      replaces: [],
    });
  });

  it("keeps the known expiry time if it changes another argument", async () => {
    plivo.next.update.push(json(200, { session: { ...plivo.newest, expiry_time: undefined } }));
    const state = await change({ ...both, record: true });
    expect(state.expiryTime).toBe(stored.expiryTime);
  });
});

describe("an update of sessionExpiry", () => {
  const line = expect.stringMatching(
    /^Masking session session-1: the update of sessionExpiry is sent again .* restarts the session's clock/,
  ) as string;

  it.each([reset, serverError])(
    "says so if the provider sends it again after a lost response (%#)",
    async (answer) => {
      plivo.next.update.push(answer);
      await change();
      expect(plivo.requests).toEqual(["PATCH", "PATCH"]);
      expect(plivo.lines).toEqual([line]);
    },
  );

  it("is sent again without a message if Plivo did not carry it out", async () => {
    plivo.next.update.push(json(429, {}));
    await change();
    expect(plivo.lines).toEqual([]);
  });
});

const stage = inProcess();
const shorter = { ...parties(0), sessionExpiry: 600 };
const extended = { ...parties(0), sessionExpiry: 7200, __provider: "text" };
const carriedOut = { operation: "update", when: "after" } as const;
const ids = () => stage.emulator.sessions.live().map(({ session_uuid }) => session_uuid);
const endAtPlivo = (id: string) => Date.parse(stage.emulator.sessions.get(id)?.expiry_time ?? "");

/** What Pulumi stores after a failed update. */
async function partialFailureOf(work: Promise<unknown>) {
  return (await errorOf(work)) as { id: string; properties: SessionState };
}

describe("an update of sessionExpiry that Plivo carries out without a readable response", () => {
  const always = { times: null } as const;
  const refused = { operation: "update", when: "before", nth: 2 } as const;
  const lost: [how: string, faults: FaultRequest[]][] = [
    ["all responses are lost", [{ kind: "reset", ...carriedOut, ...always }]],
    ["the response is a redirect", [{ kind: "status", status: 303, ...carriedOut }]],
    [
      "one response is lost and later ones refuse",
      [
        { kind: "status", status: 503, ...carriedOut },
        { kind: "status", status: 403, ...refused },
      ],
    ],
    [
      "one response is lost and then the rate limit lasts",
      [
        { kind: "status", status: 408, ...carriedOut },
        { kind: "status", status: 429, ...refused, ...always },
      ],
    ],
    [
      "no response can be read, nor the session",
      [
        { kind: "unreadable", ...carriedOut, ...always },
        { kind: "status", status: 403, operation: "get", when: "before", ...always },
      ],
    ],
  ];

  it.each(lost)("does not let the old end replace the session if %s", async (_, faults) => {
    const { id, outs } = await stage.create(shorter);
    for (const fault of faults) stage.emulator.faults.arm(fault);
    const kept = await partialFailureOf(stage.provider.update(id, outs, extended));
    expect(kept).toMatchObject({ id, code: "PLIVO_SESSION_INCOMPLETE", properties: { __provider: "text" } });
    expect(Date.parse(kept.properties.expiryTime ?? "")).toBeGreaterThanOrEqual(endAtPlivo(id));
    expect(Date.parse(kept.properties.expiryTime ?? "")).toBeLessThan(endAtPlivo(id) + 300_000);
    // The state does not have the declared value, so the next update sends it again.
    expect(kept.properties.sessionExpiry).toBe(600);

    await stage.emulator.faults.clear();
    stage.emulator.clock.advance(1_000);
    stage.restart();
    expect((await stage.provider.diff(id, kept.properties, extended)).replaces).toEqual([]);
    const updated = await stage.provider.update(id, kept.properties, extended);
    expect(Date.parse((updated.outs as SessionState).expiryTime ?? "")).toBe(endAtPlivo(id));
    expect(ids()).toEqual([id]);
  });

  it("has the session replaced if Plivo ends it at the old end", async () => {
    const { id, outs } = await stage.create(shorter);
    stage.emulator.faults.arm({ kind: "reset", operation: "update", when: "before", times: null });
    const kept = await partialFailureOf(stage.provider.update(id, outs, extended));
    await stage.emulator.faults.clear();
    stage.emulator.clock.advance(8_000);
    expect((await stage.provider.diff(id, kept.properties, extended)).replaces).toEqual(["expiryTime"]);
  });
});

it.each([
  [
    "if Plivo refuses it each time",
    { kind: "status", status: 429, operation: "update", when: "before", times: null },
    extended,
    "PLIVO_RATE_LIMITED",
  ],
  [
    "if it has no sessionExpiry, even if its responses are lost",
    { kind: "reset", ...carriedOut, times: null },
    { ...shorter, record: true },
    "PLIVO_NETWORK",
  ],
] as const)(
  "an update that cannot have moved the end keeps the state as it was %s",
  async (_, fault, news, code) => {
    const { id, outs } = await stage.create(shorter);
    stage.emulator.faults.arm(fault);
    const error = await errorOf(stage.provider.update(id, outs, news));
    expect(error).toMatchObject({ code });
    expect(error).not.toHaveProperty("id");
  },
);
